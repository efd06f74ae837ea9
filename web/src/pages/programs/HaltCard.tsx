/** A program that what came back has stopped: why, what waits, and letting it go on. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { releaseProgram } from '@/api/programs'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import type { ProgramView } from '@/api/types'
import { TextLink } from '@/components/links'
import { notifyDone, notifyProblem } from '@/components/Problem'
import { dateTime, number, sentence } from '@/format'
import { said } from '@/i18n/said'

export function HaltCard({ program }: { program: ProgramView }) {
  const { t } = useTranslation()
  const can = useCan()
  const go = useMutation({
    mutationFn: (waited: 'send' | 'drop') => releaseProgram(program.key, waited),
    onSuccess: () => notifyDone(t('halt.released')),
    onError: notifyProblem,
    // Somebody else may have let it go on: what is shown was wrong then, too.
    onSettled: async () => {
      void queries.invalidateQueries({ queryKey: ['programs'] })
      void queries.invalidateQueries({ queryKey: ['sends'] })
      await queries.invalidateQueries({ queryKey: ['program', program.key] })
    },
  })
  const { halt } = program
  if (!halt) return null
  const some = halt.waiting > 0
  const send = () => window.confirm(t(some ? 'halt.send_sure' : 'halt.go_sure')) && go.mutate('send')
  const drop = () => window.confirm(t('halt.drop_sure')) && go.mutate('drop')
  return (
    <Alert color="clay" icon={<IconHandStop size={18} />} title={t('halt.title')} data-halt={halt.brake}>
      <Stack gap="xs">
        <Text fz="sm">{sentence(said(halt.reason))}. {t('halt.since', { at: dateTime(halt.since) })} {some ? t('halt.waiting', { count: halt.waiting, n: number(halt.waiting) }) : t('halt.nothing')}</Text>
        <Group gap="sm">
          {can('send') && <Button size="compact-sm" variant="default" loading={go.isPending} onClick={send}>{t(some ? 'halt.send' : 'halt.go')}</Button>}
          {can('send') && some && <Button size="compact-sm" variant="default" loading={go.isPending} onClick={drop}>{t('halt.drop')}</Button>}
          {can('read_sends') && <TextLink to="/outbox" search={{ tab: 'returned' }} fz="sm" c="var(--siembra-ink)">{t('halt.look')}</TextLink>}
        </Group>
      </Stack>
    </Alert>
  )
}
