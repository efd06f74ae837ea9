/** How long something takes, in words that are not more exact than what is known. */
import type { TFunction } from 'i18next'

export function duration(t: TFunction, seconds: number): string {
  if (seconds < 90) return t('duration.seconds', { n: Math.max(1, Math.round(seconds)) })
  if (seconds < 90 * 60) return t('duration.minutes', { n: Math.round(seconds / 60) })
  if (seconds < 48 * 3600) return t('duration.hours', { n: Math.round(seconds / 3600) })
  return t('duration.days', { n: Math.round(seconds / 86_400) })
}
