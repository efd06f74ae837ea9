/** Why a run does not move: what its sends wait for, how many, and when they go on. */
import { Group, Stack, Text } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Run } from '@/api/types'
import { dateTime, number, sentence } from '@/format'
import { said } from '@/i18n/said'

export function WhyWaiting({ waits }: { waits: Run['waiting'] }) {
  const { t } = useTranslation()
  if (waits.length === 0) return null
  return (
    <Stack gap={4} mt="sm" data-why-waiting>
      {waits.map((w) => (
        <Group key={`${w.what}\n${w.reason}`} gap={8} wrap="nowrap" align="flex-start">
          <IconHourglass size={15} style={{ flexShrink: 0, marginTop: 3 }} color="var(--mantine-color-sun-7)" aria-hidden />
          <div>
            <Text fz="sm">{t(`run.waits.${w.what}`, { count: w.count, n: number(w.count) })}{w.next && w.what !== 'sender' && ` ${t('run.waits.next', { at: dateTime(w.next) })}`}</Text>
            {w.reason && <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{sentence(said(w.reason))}</Text>}
          </div>
        </Group>
      ))}
    </Stack>
  )
}
