/** An input for a value of a field, by its type. */
import { Select, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { Field, Json, Money } from '@/api/model'
import { country } from '@/format'
import { COUNTRIES } from '@/format/countries'
import { MoneyInput } from '../filter/MoneyInput'
import { NumberField } from '../NumberField'

interface Props { field: Field; value: Json; onChange: (value: Json) => void; error?: string }

export function FieldInput({ field, value, onChange, error }: Props) {
  const { t } = useTranslation()
  const common = { label: field.label, description: field.description || undefined, error }
  const text = value === null || typeof value === 'object' ? '' : String(value)
  switch (field.type) {
    case 'choice':
      return <Select {...common} searchable clearable value={text || null} onChange={onChange} data={(field.choices ?? []).map((c) => ({ value: c.key, label: c.label }))} />
    case 'country':
      return <Select {...common} searchable clearable value={text || null} onChange={onChange} data={COUNTRIES.map((c) => ({ value: c, label: country(c) }))} />
    case 'boolean':
      return (
        <Select {...common} clearable value={value === null ? null : text} onChange={(v) => onChange(v === null ? null : v === 'true')} data={[{ value: 'true', label: t('common.yes') }, { value: 'false', label: t('common.no') }]} />
      )
    case 'integer': case 'decimal':
      return (
        <NumberField {...common} decimals={field.type === 'decimal' ? 10 : 0} value={value === null ? '' : Number(value)} onChange={(n) => onChange(n === '' ? null : field.type === 'decimal' ? String(n) : Number(n))} />
      )
    case 'money':
      return <MoneyInput {...common} size="sm" value={value as Money | null} onChange={onChange} />
    case 'date':
      return <DateInput {...common} clearable valueFormat="D MMM YYYY" value={text || null} onChange={(d) => onChange(d)} />
    case 'instant':
      return <TextInput {...common} type="datetime-local" value={text.slice(0, 16)} onChange={(e) => onChange(e.currentTarget.value ? `${e.currentTarget.value}:00Z` : null)} />
    default:
      return (
        <TextInput {...common} type={field.type === 'email' ? 'email' : field.type === 'url' ? 'url' : field.type === 'phone' ? 'tel' : 'text'} value={text} onChange={(e) => onChange(e.currentTarget.value === '' ? null : e.currentTarget.value)} />
      )
  }
}
