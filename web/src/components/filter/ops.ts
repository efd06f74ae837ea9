/** Which comparisons suit which type of field. */
import type { FieldType, Op } from '@/api/model'

const text: Op[] = ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'ends_with', 'known', 'unknown', 'empty']
const choice: Op[] = ['is', 'is_not', 'known', 'unknown']
const number: Op[] = ['at_least', 'at_most', 'more_than', 'less_than', 'between', 'is', 'is_not', 'known', 'unknown']
const time: Op[] = ['in_last_days', 'in_next_days', 'before', 'after', 'between', 'known', 'unknown']

export function opsOf(type: FieldType | undefined): Op[] {
  switch (type) {
    case 'choice': case 'country': return choice
    case 'integer': case 'decimal': case 'money': return number
    case 'date': return [...time.slice(0, 4), 'is', ...time.slice(4)]
    case 'instant': return time
    case 'boolean': return ['is', 'known', 'unknown']
    default: return text
  }
}
