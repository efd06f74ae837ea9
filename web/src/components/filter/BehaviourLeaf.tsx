/** What a contact did, how often and when; and one deed after another. */
import { NumberInput, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Count, Did, Sequence } from '@/api/model'
import { MatcherEditor } from './MatcherEditor'
import { WindowEditor } from './WindowEditor'

export function BehaviourLeaf({ value, onChange }: { value: Did; onChange: (v: Did) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <MatcherEditor value={value} onChange={(m) => onChange({ ...value, ...m })} />
      <CountEditor value={value.count ?? { at_least: 1 }} onChange={(count) => onChange({ ...value, count })} />
      <Text fz="xs" c="dimmed">{t('filter.when')}</Text>
      <WindowEditor value={value.window ?? 'ever'} onChange={(window) => onChange({ ...value, window })} />
    </>
  )
}

type CountForm = 'at_least' | 'at_most' | 'exactly' | 'between'

function formOf(c: Count): CountForm {
  if (c.at_most === undefined || c.at_most === null) return 'at_least'
  if (c.at_most === c.at_least) return 'exactly'
  return c.at_least === 0 ? 'at_most' : 'between'
}

function CountEditor({ value, onChange }: { value: Count; onChange: (v: Count) => void }) {
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
      <NumberInput size="xs" w={84} min={0} max={100000} aria-label={t('filter.times')} suffix=" ×" value={n} onChange={(v) => v !== '' && onChange(make(form, Number(v), value.at_most ?? undefined))} />
      {form === 'between' && (
        <NumberInput size="xs" w={84} min={least + 1} aria-label={t('filter.times_most')} suffix=" ×" value={value.at_most ?? ''} onChange={(v) => v !== '' && onChange({ ...value, at_most: Number(v) })} />
      )}
    </>
  )
}

export function SequenceLeaf({ value, onChange }: { value: Sequence; onChange: (v: Sequence) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs" c="dimmed">{t('filter.first')}</Text>
      <MatcherEditor value={value.first} onChange={(first) => onChange({ ...value, first })} />
      <Text fz="xs" c="dimmed">{t('filter.then')}</Text>
      <MatcherEditor value={value.then} onChange={(then) => onChange({ ...value, then })} />
      <Text fz="xs" c="dimmed">{t('filter.within')}</Text>
      <NumberInput size="xs" w={110} min={1} max={36500} suffix={` ${t('filter.days')}`} aria-label={t('filter.within')} value={value.within_days} onChange={(n) => n !== '' && onChange({ ...value, within_days: Number(n) })} />
      <Text fz="xs" c="dimmed">{t('filter.when')}</Text>
      <WindowEditor value={value.window ?? 'ever'} onChange={(window) => onChange({ ...value, window })} />
    </>
  )
}
