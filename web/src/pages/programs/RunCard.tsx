/** One run: its progress as it goes, the reconciliation of its audience, pausing and cancelling. */
import { Badge, Button, Card, Group, Progress, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconClock, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNeedsSecond } from '@/api/approvals'
import { RUN_ACTIONS } from '@/api/programs'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import type { Run } from '@/api/types'
import { notifyProblem } from '@/components/Problem'
import { dateTime, number, percent } from '@/format'
import { said } from '@/i18n/said'
import { Reschedule } from './Reschedule'
import { SendsLink } from './SendsLink'
import { WhyWaiting } from './WhyWaiting'
import { TestCard } from './variants/TestCard'

const COLOR: Record<string, string> = { scheduled: 'sky', sending: 'sky', paused: 'sun', cancelled: 'gray', finished: 'campo' }
const SENDS: Record<string, string> = { sent: 'campo.6', held: 'sun.4', failed: 'clay.6', unknown: 'clay.4', deferred: 'sun.6' }

export function RunCard({ run, program }: { run: Run; program: string }) {
  const { t } = useTranslation()
  const may = useCan()('send')
  const second = useNeedsSecond()('runs')
  const [moving, movingDo] = useDisclosure()
  /** What came back has stopped it: it goes on only when somebody says so. */
  const braked = run.state === 'paused' && Boolean(run.brake) && run.brake !== 'released'
  const act = useMutation({
    mutationFn: (what: keyof typeof RUN_ACTIONS) => RUN_ACTIONS[what](run.id, braked),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['program', program] }),
    onError: notifyProblem,
  })
  const resume = () => (!braked || window.confirm(t('run.in_spite_sure', { why: said(run.reason ?? '') }))) && act.mutate('resume')
  const cancel = () => window.confirm(t('run.cancel_sure')) && act.mutate('cancel')
  const open = ['sending', 'paused', 'scheduled'].includes(run.state)
  /** The audience is counted when it is frozen. */
  const begun = run.state !== 'scheduled' && !(run.state === 'cancelled' && run.audience === 0)
  const states = Object.entries(run.sends).filter(([, n]) => n > 0)
  return (
    <Card data-run={run.id} data-state={run.state}>
      <Group justify="space-between">
        <Group gap="xs"><Badge color={COLOR[run.state] ?? 'gray'}>{t(`run.state.${run.state}`, { defaultValue: run.state })}</Badge><Text fz="sm">{dateTime(run.at)}</Text><Text fz="xs" c="dimmed">{run.created_by}</Text></Group>
        {may && open && (
          <Group gap={6}>
            {run.state === 'sending' && <Button size="compact-sm" variant="default" leftSection={<IconPlayerPause size={14} />} onClick={() => act.mutate('pause')}>{t('run.pause')}</Button>}
            {run.state === 'scheduled' && !second && <Button size="compact-sm" variant="default" leftSection={<IconClock size={14} />} onClick={movingDo.open}>{t('run.reschedule')}</Button>}
            {run.state === 'paused' && <Button size="compact-sm" leftSection={<IconPlayerPlay size={14} />} onClick={resume}>{t(braked ? 'run.in_spite' : 'run.resume')}</Button>}
            <Button size="compact-sm" variant="default" leftSection={<IconX size={14} />} onClick={cancel}>{t('run.cancel')}</Button>
          </Group>
        )}
      </Group>
      {run.reason && <Text fz="sm" mt={6} c="var(--mantine-color-clay-7)" data-run-reason>{said(run.reason)}</Text>}
      {run.state === 'scheduled' && <Text fz="sm" mt="sm">{t('run.audience_later')}</Text>}
      {run.state === 'scheduled' && may && second && <Text fz="xs" mt={4} c="dimmed">{t('run.reschedule_second')}</Text>}
      {begun && (
        <>
          <Group justify="space-between" mt="sm" mb={4}><Text fz="sm">{t('run.audience_of', { n: number(run.audience) })}</Text><Text fz="sm" fw={600} className="num">{percent(run.progress, 0)}</Text></Group>
          <Progress.Root size={8}>
            {states.filter(([s]) => s in SENDS).map(([s, n]) => <Progress.Section key={s} value={(n / Math.max(1, run.audience)) * 100} color={SENDS[s]} aria-label={t(`sends.state.${s}`)} />)}
          </Progress.Root>
          <Group gap="md" mt="xs">
            {states.map(([s, n]) => <Text key={s} fz="xs" c="dimmed">{t(`sends.state.${s}`, { defaultValue: s })} <SendsLink program={program} run={run.id} state={s} n={n} label={t(`sends.state.${s}`, { defaultValue: s })} /></Text>)}
          </Group>
        </>
      )}
      <WhyWaiting waits={run.waiting} />
      {moving && <Reschedule run={run} program={program} onClose={movingDo.close} />}
      {run.tests && run.state !== 'scheduled' && <TestCard run={run} program={program} />}
    </Card>
  )
}
