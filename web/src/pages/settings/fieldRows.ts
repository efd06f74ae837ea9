/** The fields of one kind of record as the settings list them: built in, defined, drafted, and drafts that say not even their key. */
import type { Field, Obj } from '@/api/model'
import type { DefinitionRow } from '@/api/types'
import { withBuiltin } from '@/components/fields/builtin'

export interface FieldRow { key: string; label: string; body: Partial<Field>; row?: DefinitionRow<Field> }

export function fieldRows(object: Obj, defined: DefinitionRow<Field>[], builtin: (key: string) => string): FieldRow[] {
  const own = defined.filter((d) => d.state !== 'archived' && d.key.startsWith(`${object}.`))
  const given = withBuiltin([], builtin).filter((f) => f.object === object).map((f): FieldRow => {
    const row = own.find((d) => d.key === `${object}.${f.key}`)
    return { key: `${object}.${f.key}`, label: row?.body.label || f.label, body: row?.body ?? f, row }
  })
  const rest = own.filter((d) => !given.some((g) => g.key === d.key)).map((row): FieldRow => ({ key: row.key, label: row.body.label || row.label, body: row.body, row }))
  return [...given, ...rest]
}
