/** The values of a comparison, by the type of the field. */
import { Group, MultiSelect, Select, TagsInput, Text } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { Calendar, Field, Json, Money, Op } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { COUNTRIES } from '@/format/countries'
import { country } from '@/format'
import { MoneyInput } from './MoneyInput'
import { daysOf, takes } from './ops'
import { UnitSelect } from './UnitSelect'

interface Props { field: Pick<Field, 'type' | 'choices'> | undefined; op: Op; values: Json[]; onChange: (values: Json[]) => void }

export function ValueEditor({ field, op, values, onChange }: Props) {
  const { t } = useTranslation()
  const label = t('filter.value')
  const many = op === 'is' || op === 'is_not'
  switch (takes(op)) {
    case 'nothing': return null
    case 'days':
      return <NumberField size="xs" w={120} {...daysOf(op)} suffix={` ${t('filter.days')}`} aria-label={label} value={typeof values[0] === 'number' ? values[0] : ''} onChange={(n) => onChange(n === '' ? [] : [Number(n)])} />
    case 'unit':
      return <UnitSelect label={label} value={values[0] as Calendar} onChange={(unit) => onChange([unit])} />
  }
  if (op === 'between') {
    return (
      <Group gap={6} wrap="nowrap">
        <One field={field} value={values[0]} onChange={(v) => onChange(v === null ? [] : [v, values[1] ?? v])} />
        <Text fz="xs" c="dimmed">{t('filter.and')}</Text>
        <One field={field} value={values[1]} onChange={(v) => onChange(v === null ? values.slice(0, 1) : [values[0] ?? v, v])} />
      </Group>
    )
  }
  const texts = values.map(String)
  switch (field?.type) {
    case 'choice':
      return <MultiSelect size="xs" miw={200} searchable aria-label={label} value={texts} onChange={onChange} data={(field.choices ?? []).map((c) => ({ value: c.key, label: c.label }))} />
    case 'country':
      return <MultiSelect size="xs" miw={200} searchable aria-label={label} value={texts} onChange={onChange} data={COUNTRIES.map((c) => ({ value: c, label: country(c) }))} />
    case 'boolean': case 'integer': case 'decimal': case 'money': case 'date': case 'instant':
      return <One field={field} value={values[0]} onChange={(v) => onChange(v === null ? [] : [v])} />
    default:
      return (
        <TagsInput
          size="xs" miw={220} aria-label={label} placeholder={texts.length ? undefined : t('filter.type_enter')} value={texts} acceptValueOnBlur
          maxTags={many ? undefined : 20} onChange={onChange}
        />
      )
  }
}

function One({ field, value, onChange }: { field: Props['field']; value: Json | undefined; onChange: (value: Json) => void }) {
  const { t } = useTranslation()
  const label = t('filter.value')
  switch (field?.type) {
    case 'boolean':
      return (
        <Select
          size="xs" w={100} aria-label={label} value={value === undefined || value === null ? null : String(value)} onChange={(v) => onChange(v === null ? null : v === 'true')}
          data={[{ value: 'true', label: t('common.yes') }, { value: 'false', label: t('common.no') }]}
        />
      )
    case 'date': case 'instant':
      return (
        <DateInput
          size="xs" w={150} aria-label={label} valueFormat="D MMM YYYY" value={typeof value === 'string' ? value.slice(0, 10) : null}
          onChange={(d) => onChange(d === null ? null : field.type === 'instant' ? `${d}T00:00:00Z` : d)}
        />
      )
    case 'money':
      return <MoneyInput label={label} value={(value as Money | null | undefined) ?? null} onChange={onChange} />
    default:
      return (
        <NumberField
          size="xs" w={130} aria-label={label} decimals={field?.type === 'decimal' ? 10 : 0} value={value === undefined || value === null ? '' : Number(value)}
          onChange={(n) => onChange(n === '' ? null : field?.type === 'decimal' ? String(n) : Number(n))}
        />
      )
  }
}
