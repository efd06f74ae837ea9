/** Another time for a run that has not begun. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rescheduleRun } from '@/api/programs'
import { queries } from '@/api/queries'
import type { Run } from '@/api/types'
import { notifyDone, Problem } from '@/components/Problem'
import { dateTime } from '@/format'
import { RunTime, usePast } from './RunTime'

export function Reschedule({ run, program, onClose }: { run: Run; program: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [at, setAt] = useState('')
  const past = usePast(at)
  const move = useMutation({
    mutationFn: () => rescheduleRun(run.id, new Date(at).toISOString()),
    onSuccess: () => {
      notifyDone(t(past ? 'run.started' : 'run.rescheduled'))
      onClose()
      void queries.invalidateQueries({ queryKey: ['program', program] })
      void queries.invalidateQueries({ queryKey: ['programs'] })
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('run.reschedule_title')}>
      <form onSubmit={(e) => { e.preventDefault(); move.mutate() }}>
        <Stack>
          <Text fz="sm">{t('run.reschedule_text', { at: dateTime(run.at) })}</Text>
          <RunTime required value={at} onChange={setAt} past={past && t('run.past')} hours={run.tests} />
          {move.error && <Problem error={move.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={move.isPending} disabled={at === ''}>{t(past ? 'run.send_now' : 'run.reschedule_do')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
