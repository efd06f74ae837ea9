/** A stretch of the calendar: day, week from Monday, month, quarter or year. */
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Calendar } from '@/api/model'
import { UNITS } from './ops'

export function UnitSelect({ label, value, onChange }: { label: string; value: Calendar; onChange: (unit: Calendar) => void }) {
  const { t } = useTranslation()
  return <Select size="xs" w={110} aria-label={label} allowDeselect={false} value={value} onChange={(u) => u && onChange(u as Calendar)} data={UNITS.map((u) => ({ value: u, label: t(`filter.unit.${u}`) }))} />
}
