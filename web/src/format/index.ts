/** Numbers, money, dates and durations as the reader's language writes them. */
import i18next from 'i18next'
import { LOCALES, language } from '@/i18n'
import type { Json, Money } from '@/api/model'

const locale = () => LOCALES[language()]

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)
}

/** 12 345 → "12K": for axes and narrow places. */
export function compact(value: number): string {
  return new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** A share between 0 and 1. */
export function percent(share: number, digits = 1): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: digits }).format(share)
}

export function money(amount: Money, digits?: number): string {
  const form = new Intl.NumberFormat(locale(), { style: 'currency', currency: amount.currency })
  const decimals = form.resolvedOptions().maximumFractionDigits ?? 2
  const shown = digits ?? decimals
  return new Intl.NumberFormat(locale(), {
    style: 'currency', currency: amount.currency, minimumFractionDigits: shown, maximumFractionDigits: shown,
  }).format(amount.minor / 10 ** decimals)
}

/** Decimal places of a currency's minor unit. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Whole units of a currency, shortened from a hundred thousand on. */
export function units(value: number, currency: string): string {
  const short = Math.abs(value) >= 100_000
  return new Intl.NumberFormat(locale(), {
    style: 'currency', currency, notation: short ? 'compact' : 'standard', minimumFractionDigits: 0, maximumFractionDigits: short ? 1 : 0,
  }).format(value)
}

const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }

/** "3 Mar 2026"; a plain date is read as a calendar date, never shifted by a zone. */
export function date(text: string): string {
  const plain = /^\d{4}-\d\d-\d\d$/.test(text)
  return new Intl.DateTimeFormat(locale(), plain ? { ...day, timeZone: 'UTC' } : day).format(new Date(text))
}

export function shortDate(text: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(text))
}

export function dateTime(text: string): string {
  return new Intl.DateTimeFormat(locale(), { ...day, hour: '2-digit', minute: '2-digit' }).format(new Date(text))
}

/** The zone that times are shown and chosen in: the reader's own. */
export const zone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The time of a day: "14:05". */
export function timeOfDay(text: string): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(text))
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000], ['month', 2_592_000], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1],
]

/** "3 days ago", "in 2 hours". */
export function relative(text: string, now = Date.now()): string {
  const seconds = Math.round((new Date(text).getTime() - now) / 1000)
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}

/** "2 d 4 h", "3 h 12 min", "4 min 09 s" of a number of seconds. */
export function duration(seconds: number): string {
  const all = Math.abs(Math.round(seconds))
  const [d, h, m, s] = [Math.floor(all / 86_400), Math.floor(all / 3_600) % 24, Math.floor(all / 60) % 60, all % 60]
  const pad = (n: number) => String(n).padStart(2, '0')
  if (d) return `${d} d ${h} h`
  if (h) return `${h} h ${pad(m)} min`
  return `${m} min ${pad(s)} s`
}

/** A language in the reader's words: `es`, `pt-br`. */
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([locale()], { type: 'language' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1)
  } catch {
    return tag
  }
}

/** The name of a country code. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: 'region' }).of(code.toUpperCase()) ?? code
  } catch {
    return code
  }
}

/** A value of a field or property as people read it. */
export function value(of: Json | undefined, type?: string): string {
  if (of === null || of === undefined || of === '') return '–'
  if (typeof of === 'boolean') return i18next.t(of ? 'common.yes' : 'common.no')
  if (typeof of === 'object') return 'minor' in of ? money(of) : JSON.stringify(of)
  if (type === 'country') return country(String(of))
  if (type === 'date') return date(String(of))
  if (type === 'instant') return dateTime(String(of))
  if (typeof of === 'number') return number(of, 6)
  return of
}

/** "Acme Widgets" from `acme_widgets`: for keys that have no label. */
export function humanise(key: string): string {
  const text = key.replace(/[_-]+/g, ' ').trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A text that is a key (`inbound_marketing`) as words, any other as it is. Ids (`acc_000001f1`) stay. */
export function word(text: string): string {
  return /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(text) && !/^[a-z]{3}_(?=.*\d)[0-9a-z]{6,}$/.test(text) ? humanise(text) : text
}

/** What the server says begins small, because it also stands within sentences; names of variables stay as they are. */
export const sentence = (text: string): string => (/^\p{Ll}+[\s,]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text)
