/** The period of the reports: usual ones by name, or from day to day. */
import { Group, Select } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Period } from '@/api/reports'

const PRESETS = ['default', 'd7', 'd90', 'month', 'last_month', 'year', 'custom'] as const
type Preset = (typeof PRESETS)[number]
const iso = (d: dayjs.Dayjs) => d.format('YYYY-MM-DD')

function periodOf(preset: Preset): Period {
  const now = dayjs()
  switch (preset) {
    case 'd7': return { from: iso(now.subtract(6, 'day')), to: iso(now) }
    case 'd90': return { from: iso(now.subtract(89, 'day')), to: iso(now) }
    case 'month': return { from: iso(now.startOf('month')), to: iso(now) }
    case 'last_month': return { from: iso(now.subtract(1, 'month').startOf('month')), to: iso(now.subtract(1, 'month').endOf('month')) }
    case 'year': return { from: iso(now.startOf('year')), to: iso(now) }
    default: return { from: undefined, to: undefined }
  }
}

export function PeriodPicker({ value, onChange }: { value: Period; onChange: (p: Period) => void }) {
  const { t } = useTranslation()
  const found = PRESETS.find((p) => p !== 'custom' && periodOf(p).from === value.from && periodOf(p).to === value.to)
  const [asked, setAsked] = useState(false)
  const preset: Preset = asked ? 'custom' : (found ?? 'custom')
  const choose = (p: string | null) => {
    if (!p) return
    setAsked(p === 'custom')
    if (p !== 'custom') onChange(periodOf(p as Preset))
  }
  return (
    <Group gap="xs">
      <Select w={170} aria-label={t('period.label')} allowDeselect={false} value={preset} onChange={choose} data={PRESETS.map((p) => ({ value: p, label: t(`period.${p}`) }))} />
      {preset === 'custom' && (
        <DatePickerInput
          type="range" w={240} aria-label={t('period.range')} placeholder={t('period.range')} valueFormat="D MMM YYYY" defaultValue={[value.from ?? null, value.to ?? null]}
          maxDate={iso(dayjs())} onChange={([from, to]) => from && to && onChange({ from, to })}
        />
      )}
    </Group>
  )
}
