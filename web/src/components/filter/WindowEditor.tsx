/** When something must have happened. */
import { Select } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { Calendar, Window } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { DefinitionPick, StagePick } from './picks'
import { UnitSelect } from './UnitSelect'

const FORMS = ['ever', 'last_days', 'last_hours', 'this', 'previous', 'since', 'before', 'between', 'since_lead_start', 'since_segment', 'since_stage'] as const
type Form = (typeof FORMS)[number]

const formOf = (w: Window): Form => (typeof w === 'string' ? w : (Object.keys(w)[0] as Form))
const today = () => `${new Date().toISOString().slice(0, 10)}T00:00:00Z`

function blank(form: Form): Window {
  switch (form) {
    case 'ever': case 'since_lead_start': return form
    case 'last_days': return { last_days: 30 }
    case 'last_hours': return { last_hours: 24 }
    case 'this': return { this: 'month' }
    case 'previous': return { previous: 'month' }
    case 'since_segment': return { since_segment: '' }
    case 'since_stage': return { since_stage: '' }
    case 'since': return { since: today() }
    case 'before': return { before: today() }
    case 'between': return { between: { from: today(), to: today() } }
  }
}

export function WindowEditor({ value, onChange }: { value: Window; onChange: (v: Window) => void }) {
  const { t } = useTranslation()
  const form = formOf(value)
  return (
    <>
      <Select
        size="xs" w={232} aria-label={t('filter.window')} allowDeselect={false} value={form} onChange={(f) => f && f !== form && onChange(blank(f as Form))}
        data={FORMS.map((f) => ({ value: f, label: t(`filter.window.${f}`) }))}
      />
      {typeof value === 'object' && <Particulars value={value} onChange={onChange} />}
    </>
  )
}

function Particulars({ value, onChange }: { value: Exclude<Window, string>; onChange: (v: Window) => void }) {
  const { t } = useTranslation()
  if ('last_days' in value) return <NumberField size="xs" w={110} min={1} max={36500} suffix={` ${t('filter.days')}`} aria-label={t('filter.days')} value={value.last_days} onChange={(n) => n !== '' && onChange({ last_days: Number(n) })} />
  if ('last_hours' in value) return <NumberField size="xs" w={110} min={1} suffix=" h" aria-label={t('filter.hours')} value={value.last_hours} onChange={(n) => n !== '' && onChange({ last_hours: Number(n) })} />
  if ('this' in value) return <Unit value={value.this} onChange={(unit) => onChange({ this: unit })} />
  if ('previous' in value) return <Unit value={value.previous} onChange={(unit) => onChange({ previous: unit })} />
  if ('since' in value) return <Day label={t('filter.window.since')} value={value.since} onChange={(since) => onChange({ since })} />
  if ('before' in value) return <Day label={t('filter.window.before')} value={value.before} onChange={(before) => onChange({ before })} />
  if ('since_segment' in value) return <DefinitionPick kind="segment" value={value.since_segment} onChange={(key) => onChange({ since_segment: key })} />
  if ('since_stage' in value) return <StagePick value={value.since_stage} onChange={(key) => onChange({ since_stage: key })} />
  if ('between' in value) {
    return (
      <>
        <Day label={t('filter.window.since')} value={value.between.from} onChange={(from) => onChange({ between: { ...value.between, from } })} />
        <Day label={t('filter.window.before')} value={value.between.to} onChange={(to) => onChange({ between: { ...value.between, to } })} />
      </>
    )
  }
  return null
}

function Unit({ value, onChange }: { value: Calendar; onChange: (unit: Calendar) => void }) {
  const { t } = useTranslation()
  return <UnitSelect label={t('filter.unit')} value={value} onChange={onChange} />
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  return <DateInput size="xs" w={140} aria-label={label} valueFormat="D MMM YYYY" value={value.slice(0, 10)} onChange={(d) => d && onChange(`${d}T00:00:00Z`)} />
}
