/** Which comparisons suit which type of field, and what each of them compares with. */
import type { Calendar, FieldType, Json, Op } from '@/api/model'

export const UNITS: Calendar[] = ['day', 'week', 'month', 'quarter', 'year']

const text: Op[] = ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'ends_with', 'known', 'unknown', 'empty']
const choice: Op[] = ['is', 'is_not', 'known', 'unknown']
/** Of figures, which are always known or always compared with one. */
export const FIGURE_OPS: Op[] = ['at_least', 'at_most', 'more_than', 'less_than', 'between', 'is', 'is_not']
const number: Op[] = [...FIGURE_OPS, 'known', 'unknown']
const calendar: Op[] = ['in_this', 'in_previous', 'in_next']
const yearly: Op[] = ['anniversary_in_next_days', 'anniversary_in_last_days']

function time(on: Op[]): Op[] {
  return ['in_last_days', 'in_next_days', ...calendar, 'before', 'after', ...on, 'between', ...yearly, 'known', 'unknown']
}

export function opsOf(type: FieldType | undefined): Op[] {
  switch (type) {
    case 'choice': case 'country': return choice
    case 'integer': case 'decimal': case 'money': return number
    case 'date': return time(['is'])
    case 'instant': return time([])
    case 'boolean': return ['is', 'known', 'unknown']
    default: return text
  }
}

const bounds: Op[] = ['at_least', 'at_most', 'more_than', 'less_than', 'before', 'after']

/** What a comparison takes: nothing, a number of days, a unit of the calendar, or one, two or any number of values of the type. */
export type Takes = 'nothing' | 'days' | 'unit' | 'one' | 'two' | 'values'

export function takes(op: Op): Takes {
  if (op === 'known' || op === 'unknown' || op === 'empty') return 'nothing'
  if (calendar.includes(op)) return 'unit'
  if (yearly.includes(op) || op === 'in_last_days' || op === 'in_next_days') return 'days'
  return op === 'between' ? 'two' : bounds.includes(op) ? 'one' : 'values'
}

export const takesNoValue = (op: Op) => takes(op) === 'nothing'
/** How many days a comparison may take: what returns every year lies within a year, and today within 0 days. */
export const daysOf = (op: Op): { min: number; max: number } => (yearly.includes(op) ? { min: 0, max: 366 } : { min: 1, max: 36_500 })

/** The values to go on with when another comparison is chosen. */
export function carried(from: Op, to: Op, values: Json[]): Json[] {
  const [was, is] = [takes(from), takes(to)]
  if (is === was) return values
  const typed = (kind: Takes) => kind === 'one' || kind === 'two' || kind === 'values'
  if (!typed(was) || !typed(is)) return firstValues(to)
  if (is === 'two') return values.length > 0 ? [values[0], values[1] ?? values[0]] : []
  return was === 'two' || is === 'one' ? values.slice(0, 1) : values
}

/** The values that a comparison begins with. */
export function firstValues(op: Op): Json[] {
  const is = takes(op)
  return is === 'unit' ? ['month'] : is === 'days' ? [30] : []
}
