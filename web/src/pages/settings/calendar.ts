/** Names of months and weekdays in the reader's language. */
import { LOCALES, language } from '@/i18n'

export const monthName = (month: number) =>
  new Intl.DateTimeFormat(LOCALES[language()], { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)))

/** 1 Monday – 7 Sunday. */
export const weekdayName = (day: number) =>
  new Intl.DateTimeFormat(LOCALES[language()], { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)))
