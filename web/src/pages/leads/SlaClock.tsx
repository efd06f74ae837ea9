/** The time that sales has left to answer, counting down. When it ends was reckoned in business hours. */
import { Box, Progress, Text, Tooltip } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, duration } from '@/format'

export function SlaClock({ due, since }: { due: string; since: string }) {
  const { t } = useTranslation()
  const [now, setNow] = useState(Date.now)
  useInterval(() => setNow(Date.now()), 1_000, { autoInvoke: true })
  const end = new Date(due).getTime()
  const left = (end - now) / 1000
  const used = Math.min(1, Math.max(0, (now - new Date(since).getTime()) / Math.max(1, end - new Date(since).getTime())))
  const color = left < 0 ? 'clay' : used > 0.75 ? 'sun' : 'campo'
  return (
    <Tooltip multiline maw={280} label={`${t('worklist.due', { at: dateTime(due) })}. ${t('worklist.business_hours')}`}>
      <Box w={150} ta="right" role="timer" aria-label={left < 0 ? t('worklist.overdue', { time: duration(left) }) : t('worklist.left', { time: duration(left) })}>
        <Text className="figure" fz="xl" lh={1.1} c={left < 0 ? 'var(--siembra-bad)' : undefined}>{duration(left)}</Text>
        <Text fz="xs" c={left < 0 ? 'var(--siembra-bad)' : 'dimmed'}>{left < 0 ? t('worklist.is_overdue') : t('worklist.to_answer')}</Text>
        <Progress value={used * 100} color={color} size={5} mt={6} aria-hidden />
      </Box>
    </Tooltip>
  )
}
