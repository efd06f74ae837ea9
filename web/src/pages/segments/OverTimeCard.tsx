/** The segment in force: its size by day over the last quarter, and the members it shares with others. Shown when asked for. */
import { Alert, Button, Card, Group, List, Loader, Stack, Text, Title } from '@mantine/core'
import { IconChartLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Segment } from '@/api/model'
import { ApiError } from '@/api/problem'
import { historyOf } from '@/api/rehearsal'
import { sharedQuery } from '@/api/segments'
import type { Rehearsal, Version } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { Assumed } from '@/components/rehearsal/Assumed'
import { OverlapBars } from '@/components/rehearsal/OverlapBars'
import { SizeChart } from '@/components/rehearsal/SizeChart'

export function OverTimeCard({ name, published, members }: { name: string; published: Version<Segment>; members: number }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const query = useQuery({ ...historyOf('segment', name, published.version, published.body), enabled: asked })
  const refused = query.error instanceof ApiError && query.error.status === 422 ? query.error : null
  return (
    <Card component="section" aria-label={t('segments.over_time')} aria-busy={query.isFetching}>
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2}>{t('segments.over_time')}</Title>
          <Text fz="sm" c="dimmed">{t('segments.over_time_text', { version: published.version })}</Text>
        </div>
        {!query.data && !refused && <Button variant="light" leftSection={<IconChartLine size={17} />} loading={query.isFetching} onClick={() => setAsked(true)}>{t('segments.over_time_show')}</Button>}
      </Group>
      {query.isFetching && <Group gap="xs" mt="md" role="status"><Loader size="xs" /><Text fz="sm" c="dimmed">{t('rehearse.busy')}</Text></Group>}
      {query.error && !refused && !query.isFetching && <Stack mt="md"><Problem error={query.error} retry={() => void query.refetch()} /></Stack>}
      {query.data && <Found found={query.data} />}
      {refused && <Refused error={refused} name={name} members={members} />}
    </Card>
  )
}

function Found({ found }: { found: Rehearsal }) {
  const { t } = useTranslation()
  // What is asked about is what is in force, so the line to compare with would be the same.
  const days = found.days.map((day) => ({ ...day, published: null }))
  return (
    <Stack mt="md" gap="lg">
      <SizeChart days={days} label={t('segments.members')} said="segments.by_day_said" />
      <Overlap overlap={found.overlap} own={found.now.draft} />
      <Assumed found={found} />
    </Stack>
  )
}

/** Some conditions have no history; what is shared now is counted all the same. */
function Refused({ error, name, members }: { error: ApiError; name: string; members: number }) {
  const { t } = useTranslation()
  const segments = useQuery(definitionsQuery<Segment>('segment')).data ?? []
  const others = segments.filter((s) => s.key !== name && s.state === 'published').map((s) => ({ segment: s.key, label: s.label, members: s.members ?? 0 }))
  const shared = useQuery({ ...sharedQuery(name, others), enabled: others.length > 0 })
  return (
    <Stack mt="md" gap="lg">
      <Alert color="sun" title={t('segments.over_time_refused')}>
        <List fz="sm">{error.errors.map((e) => <List.Item key={e.field}>{e.message}</List.Item>)}</List>
      </Alert>
      {others.length > 0 && <Loaded query={shared}>{(overlap) => <Overlap overlap={overlap} own={members} />}</Loaded>}
    </Stack>
  )
}

function Overlap({ overlap, own }: { overlap: Rehearsal['overlap']; own: number }) {
  const { t } = useTranslation()
  if (overlap.length === 0) return <Text fz="sm" c="dimmed">{t('segments.overlap_none')}</Text>
  return <OverlapBars overlap={overlap} own={own} said="segments.overlap_said" />
}
