/** What the draft would have done: asked for before it is published, shown as plots and lists. */
import { Alert, Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { IconHistoryToggle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rehearse } from '@/api/rehearsal'
import { useCan } from '@/api/session'
import type { Rehearsal } from '@/api/types'
import type { WorkingCopy } from '@/components/definition/useWorkingCopy'
import { Problem } from '@/components/Problem'
import { number } from '@/format'
import { Assumed } from './Assumed'
import { MissedCard } from './MissedCard'
import { MoversList } from './MoversList'
import { OverlapBars } from './OverlapBars'
import { PredictionCard } from './PredictionCard'
import { SizeChart } from './SizeChart'

/** What a draft says, whatever order it is said in: the server gives it back in its own. */
const plain = (body: unknown) => JSON.stringify(body, (_, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part))

export function RehearsalCard<B>({ work }: { work: WorkingCopy<B> }) {
  const { t } = useTranslation()
  const can = useCan()
  const run = useMutation({ mutationFn: async (body: B) => ({ body, found: await rehearse(work.kind, work.key, body) }) })
  if (!can('edit_definitions') || !work.body) return null
  const { body } = work
  const stale = run.data && plain(run.data.body) !== plain(body)
  return (
    <Card component="section" aria-label={t('rehearse.title')} aria-busy={run.isPending}>
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2}>{t('rehearse.title')}</Title>
          <Text fz="sm" c="dimmed">{t(work.kind === 'segment' ? 'rehearse.text_segment' : 'rehearse.text_gates')}</Text>
        </div>
        <Button variant="light" leftSection={<IconHistoryToggle size={17} />} loading={run.isPending} onClick={() => run.mutate(body)}>{t(run.data ? 'rehearse.again' : 'rehearse.go')}</Button>
      </Group>
      {run.isPending && <Group gap="xs" mt="md" role="status"><Loader size="xs" /><Text fz="sm" c="dimmed">{t('rehearse.busy')}</Text></Group>}
      {run.error && !run.isPending && <Stack mt="md"><Problem error={run.error} retry={() => run.mutate(body)} /></Stack>}
      {stale && !run.isPending && <Alert mt="md" color="sun">{t('rehearse.stale')}</Alert>}
      {run.data && !run.isPending && <Found found={run.data.found} />}
    </Card>
  )
}

function Found({ found }: { found: Rehearsal }) {
  const { t } = useTranslation()
  const { now, prediction, missed } = found
  const change = now.published === null ? null : now.draft - now.published
  return (
    <Stack mt="md" gap="lg">
      <Group gap="sm" align="baseline">
        <Text className="figure" fz={34} lh={1.05} data-testid="rehearsal-now">{number(now.draft)}</Text>
        <Text fz="sm" c="dimmed">
          {t(found.kind === 'segment' ? 'rehearse.now_segment' : 'rehearse.now_gates', { of: number(now.of) })}
          {' · '}
          {change === null ? t('rehearse.never') : t('rehearse.against', { published: number(now.published ?? 0), change: `${change > 0 ? '+' : change < 0 ? '−' : '±'}${number(Math.abs(change))}` })}
        </Text>
      </Group>
      <SizeChart days={found.days} label={t('rehearse.draft')} said="rehearse.by_day_said" />
      <Group align="flex-start" gap="lg" grow preventGrowOverflow={false}>
        <MoversList title={t('rehearse.enters')} none={t('rehearse.enters_none')} movers={found.enters} />
        <MoversList title={t('rehearse.leaves')} none={t('rehearse.leaves_none')} movers={found.leaves} />
      </Group>
      {found.overlap.length > 0 && <OverlapBars overlap={found.overlap} own={now.draft} said="rehearse.overlap_said" />}
      {prediction && <PredictionCard prediction={prediction} />}
      {missed && <MissedCard missed={missed} />}
      <Assumed found={found} />
    </Stack>
  )
}
