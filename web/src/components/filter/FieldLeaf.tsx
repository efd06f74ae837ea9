/** A comparison of one field. */
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FieldTest, Obj, Op } from '@/api/model'
import { carried, firstValues, opsOf, takesNoValue } from './ops'
import { useFieldOptions, useFields } from './options'
import { ValueEditor } from './ValueEditor'

/** A contact can have many opportunities: these have a condition of their own. */
const ASKED: Obj[] = ['contact', 'account', 'lead']

export function FieldLeaf({ value, onChange }: { value: FieldTest; onChange: (v: FieldTest) => void }) {
  const { t } = useTranslation()
  const fields = useFields()
  const groups = useFieldOptions(value.of === 'opportunity' ? [...ASKED, 'opportunity'] : ASKED)
  const field = fields.find((f) => f.object === value.of && f.key === value.key)
  const ops = opsOf(field?.type)
  const choose = (text: string | null) => {
    if (!text) return
    const [of, key] = text.split('.', 2) as [Obj, string]
    const type = fields.find((f) => f.object === of && f.key === key)?.type
    const op = type === field?.type ? value.op : opsOf(type)[0]
    onChange({ of, key, op, values: type === field?.type && type !== 'choice' ? value.values : firstValues(op) })
  }
  const compare = (op: string | null) => op && onChange({ ...value, op: op as Op, values: carried(value.op, op as Op, value.values ?? []) })
  return (
    <>
      <Select size="xs" w={190} searchable aria-label={t('filter.field')} data={groups} value={`${value.of}.${value.key}`} onChange={choose} allowDeselect={false} />
      <Select
        size="xs" w={170} aria-label={t('filter.comparison')} value={value.op} onChange={compare} allowDeselect={false}
        data={[...new Set([...ops, value.op])].map((op) => ({ value: op, label: t(`op.${op}`) }))}
      />
      {!takesNoValue(value.op) && <ValueEditor field={field} op={value.op} values={value.values ?? []} onChange={(values) => onChange({ ...value, values })} />}
    </>
  )
}
