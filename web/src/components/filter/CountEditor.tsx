/** How many: at least, at most, exactly, or from one number to another. */
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Count } from '@/api/model'
import { NumberField } from '@/components/NumberField'

type CountForm = 'at_least' | 'at_most' | 'exactly' | 'between'

function formOf(c: Count): CountForm {
  if (c.at_most === undefined || c.at_most === null) return 'at_least'
  if (c.at_most === c.at_least) return 'exactly'
  return c.at_least === 0 ? 'at_most' : 'between'
}

interface Props { value: Count; onChange: (v: Count) => void; suffix?: string }

export function CountEditor({ value, onChange, suffix }: Props) {
  const { t } = useTranslation()
  const form = formOf(value)
  const least = value.at_least ?? 1
  const n = form === 'at_most' ? (value.at_most ?? 1) : least
  const make = (f: CountForm, a: number, b = a): Count => {
    if (f === 'at_least') return { at_least: a }
    if (f === 'exactly') return { at_least: a, at_most: a }
    return f === 'at_most' ? { at_least: 0, at_most: a } : { at_least: Math.max(1, a), at_most: Math.max(a + 1, b) }
  }
  return (
    <>
      <Select
        size="xs" w={130} aria-label={t('filter.how_often')} value={form} allowDeselect={false} onChange={(f) => f && onChange(make(f as CountForm, n || 1, value.at_most ?? n + 1))}
        data={(['at_least', 'at_most', 'exactly', 'between'] as const).map((f) => ({ value: f, label: t(`filter.count.${f}`) }))}
      />
      <NumberField size="xs" w={84} min={0} max={100000} aria-label={t('filter.times')} suffix={suffix} value={n} onChange={(v) => v !== '' && onChange(make(form, Number(v), value.at_most ?? undefined))} />
      {form === 'between' && (
        <NumberField size="xs" w={84} min={least + 1} aria-label={t('filter.times_most')} suffix={suffix} value={value.at_most ?? ''} onChange={(v) => v !== '' && onChange({ ...value, at_most: Number(v) })} />
      )}
    </>
  )
}
