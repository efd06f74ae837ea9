/** Sending a batch program: a look at everything that would go out, then now or at a time. */
import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalsChanged, isAsked, useNeedsSecond } from '@/api/approvals'
import { programPreflight } from '@/api/preflight'
import { runProgram } from '@/api/programs'
import { queries } from '@/api/queries'
import type { ProgramView } from '@/api/types'
import { Findings } from '@/components/preflight/Findings'
import { notifyDone, Problem } from '@/components/Problem'
import { dateTime, number } from '@/format'
import { RunTime, usePast } from './RunTime'
import { Takes } from './Takes'

interface Props { program: ProgramView; reached: number; opened: boolean; onClose: () => void }

export function SendModal({ program, reached, opened, onClose }: Props) {
  const { t } = useTranslation()
  const [at, setAt] = useState('')
  const past = usePast(at)
  const [despite, setDespite] = useState<string[]>([])
  const preflight = useQuery({ ...programPreflight(program.key), enabled: opened, refetchOnWindowFocus: false })
  const run = useMutation({
    mutationFn: () => runProgram(program.key, at ? new Date(at).toISOString() : undefined, despite),
    onSuccess: (answer) => {
      notifyDone(t(isAsked(answer) ? 'approvals.asked' : at && !past ? 'run.scheduled_done' : 'run.started'))
      void approvalsChanged()
      onClose()
      setAt('')
      setDespite([])
      void queries.invalidateQueries({ queryKey: ['program', program.key] })
      void queries.invalidateQueries({ queryKey: ['programs'] })
    },
  })
  const open = preflight.data?.findings.filter((f) => f.severity === 'error' && !(f.overridable && despite.includes(f.code))).length ?? 1
  const second = useNeedsSecond()('runs')
  const audience = preflight.data?.audience
  return (
    <Modal size="lg" opened={opened} onClose={onClose} title={t('run.send_title', { label: program.label })}>
      <form onSubmit={(e) => { e.preventDefault(); run.mutate() }}>
        <Stack>
          <Text fz="sm">{t('run.send_text', { n: number(audience ? audience.sendable + audience.later : reached) })}</Text>
          {audience && audience.sendable + audience.later > 0 && <Takes told={audience.duration} />}
          {preflight.isFetching && <Group gap="xs" role="status"><Loader size="xs" /><Text fz="sm" c="dimmed">{t('preflight.looking')}</Text></Group>}
          {preflight.error && <Problem error={preflight.error} retry={() => void preflight.refetch()} />}
          {preflight.data && !preflight.isFetching && <Findings preflight={preflight.data} program={program.key} despite={despite} onDespite={setDespite} />}
          <RunTime value={at} onChange={setAt} past={past && t(second ? 'run.past_second' : 'run.past')} hours={hasHours(program)} />
          {second && <Text fz="sm">{t('approvals.run_text')}</Text>}
          {run.error && <Problem error={run.error} />}
          <Group justify="space-between">
            <Button variant="subtle" leftSection={<IconRefresh size={16} />} loading={preflight.isFetching} onClick={() => void preflight.refetch()}>{t('preflight.again')}</Button>
            <Group>
              <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
              <Button type="submit" loading={run.isPending} disabled={open > 0 || preflight.isFetching}>{second ? t('approvals.ask') : at && !past ? t('run.schedule', { at: dateTime(at) }) : t('run.send_now')}</Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Whether a variant goes out at an hour of its own. */
function hasHours({ body: { does } }: ProgramView): boolean {
  return typeof does === 'object' && 'batch' in does && (does.batch.test?.variants.some((v) => v.hour !== undefined && v.hour !== null) ?? false)
}
