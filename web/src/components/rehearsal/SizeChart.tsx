/** The size by day over the last quarter: the draft beside the version in force. Loaded only when there is one to show. */
import { Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '@/api/types'
import { Waiting } from '@/components/Loaded'
import { number, shortDate } from '@/format'

const Plot = lazy(() => import('./SizePlot'))

interface Props { days: Rehearsal['days']; label: string; said: 'rehearse.by_day_said' | 'segments.by_day_said' }

export function SizeChart({ days, label, said }: Props) {
  const { t } = useTranslation()
  const [first, last] = [days[0], days[days.length - 1]]
  if (!first) return null
  return (
    <div>
      <Title order={3} fz="md" mb="xs">{t('rehearse.by_day')}</Title>
      <Suspense fallback={<Waiting lines={4} height={48} />}><Plot days={days} label={label} /></Suspense>
      <Text fz="xs" c="dimmed" mt={4}>{t(said, { from: shortDate(first.day), first: number(first.draft), last: number(last.draft) })}</Text>
    </div>
  )
}
