/** The segment in force: its size by day over the last quarter, and the members it shares with others. Shown when asked for. */
import { Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core'
import { IconChartLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Segment } from '@/api/model'
import { historyOf } from '@/api/rehearsal'
import type { Rehearsal, Version } from '@/api/types'
import { Problem } from '@/components/Problem'
import { Assumed } from '@/components/rehearsal/Assumed'
import { OverlapBars } from '@/components/rehearsal/OverlapBars'
import { SizeChart } from '@/components/rehearsal/SizeChart'

export function OverTimeCard({ name, published }: { name: string; published: Version<Segment> }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const query = useQuery({ ...historyOf('segment', name, published.version, published.body), enabled: asked })
  return (
    <Card component="section" aria-label={t('segments.over_time')} aria-busy={query.isFetching}>
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2}>{t('segments.over_time')}</Title>
          <Text fz="sm" c="dimmed">{t('segments.over_time_text', { version: published.version })}</Text>
        </div>
        {!query.data && <Button variant="light" leftSection={<IconChartLine size={17} />} loading={query.isFetching} onClick={() => setAsked(true)}>{t('segments.over_time_show')}</Button>}
      </Group>
      {query.isFetching && <Group gap="xs" mt="md" role="status"><Loader size="xs" /><Text fz="sm" c="dimmed">{t('rehearse.busy')}</Text></Group>}
      {query.error && !query.isFetching && <Stack mt="md"><Problem error={query.error} retry={() => void query.refetch()} /></Stack>}
      {query.data && <Found found={query.data} />}
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
      {found.overlap.length > 0
        ? <OverlapBars overlap={found.overlap} own={found.now.draft} said="segments.overlap_said" />
        : <Text fz="sm" c="dimmed">{t('segments.overlap_none')}</Text>}
      <Assumed found={found} />
    </Stack>
  )
}
