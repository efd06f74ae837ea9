/** When a run is to begin: the zone is named, and so is what a time that has passed means. */
import { Text, TextInput } from '@mantine/core'
import { useForceUpdate, useInterval } from '@mantine/hooks'
import { IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { zone } from '@/format'

interface Props {
  /** As a field for a time takes it; empty for none. */
  value: string
  onChange: (at: string) => void
  /** What it means that the time has passed. */
  past: string | false
  required?: boolean
  /** Whether variants may have hours of their own, which are of another zone. */
  hours: boolean
}

export function RunTime({ value, onChange, past, required, hours }: Props) {
  const { t } = useTranslation()
  const instance = useSession().settings.zone
  const told = [!required && t('run.at_hint'), t('run.at_zone', { zone: zone() }), hours && t('run.hours_zone', { zone: instance })]
  return (
    <div>
      <TextInput type="datetime-local" required={required} label={t('run.at')} description={told.filter(Boolean).join(' ')} leftSection={<IconClock size={16} />} value={value} onChange={(e) => onChange(e.currentTarget.value)} />
      <Text fz="sm" fw={600} c="var(--siembra-bad)" role="status" data-past={past ? '' : undefined}>{past}</Text>
    </div>
  )
}

/** Whether a chosen time has passed, also while it is only looked at: the server then begins at once. */
export function usePast(at: string): boolean {
  const again = useForceUpdate()
  useInterval(again, 5_000, { autoInvoke: true })
  return at !== '' && Date.parse(at) <= Date.now()
}
