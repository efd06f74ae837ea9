/** The value of a record's field as people read it: the label of a choice, a key as words. */
import type { Field, Json } from '@/api/model'
import { value, word } from '@/format'

export function shownValue(v: Json, field: Pick<Field, 'type' | 'choices'> | undefined): string {
  const choice = field?.choices?.find((c) => c.key === v)
  if (choice) return choice.label
  return typeof v === 'string' && v !== '' && (!field || field.type === 'text' || field.type === 'choice') ? word(v) : value(v, field?.type)
}
