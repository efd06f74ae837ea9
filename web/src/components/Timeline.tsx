/** What happened, newest first, by day; the contact's own deeds stand out from ours and from sales'. */
import { Badge, Box, Button, Group, Select, Stack, Text, ThemeIcon, Timeline as Line } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeline } from '@/api/contacts'
import type { Activity } from '@/api/types'
import { activityIcon } from './activities'
import { ActivityText } from './ActivityText'
import { Empty } from './Empty'
import { useKindOptions } from './filter/options'
import { Waiting } from './Loaded'
import { Problem } from './Problem'
import { date, dateTime, timeOfDay } from '@/format'

const COLOR = { contact: 'campo', ours: 'gray', rep: 'sun' } as const

/** Of a contact, or of one of its sales cycles. */
export function Timeline({ id, lead }: { id: string; lead?: string }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<string | null>(null)
  const kinds = useKindOptions()
  const query = useInfiniteQuery({
    queryKey: ['contact', id, 'timeline', lead, kind],
    queryFn: ({ pageParam }) => timeline(id, { kind: kind ?? undefined, lead, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const activities = query.data?.pages.flatMap((p) => p.items) ?? []
  const days = Map.groupBy(activities, (a) => date(a.occurred_at))
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="md" aria-hidden>
          {(['contact', 'ours', 'rep'] as const).map((n) => <Badge key={n} variant="dot" color={COLOR[n]}>{t(`nature.${n}`)}</Badge>)}
        </Group>
        <Select size="xs" w={230} searchable clearable aria-label={t('contacts.kind')} placeholder={t('contacts.kind')} data={kinds} value={kind} onChange={setKind} />
      </Group>
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Waiting lines={8} />}
      {query.data && activities.length === 0 && <Empty title={t('contacts.no_activity')} text={t('contacts.no_activity_text')} />}
      {[...days].map(([day, list]) => (
        <Box key={day} component="section" aria-label={day}>
          <Text fz="xs" fw={650} c="dimmed" mb="xs">{day}</Text>
          <Line bulletSize={28} lineWidth={2}>
            {list.map((a) => <Item key={a.number} activity={a} />)}
          </Line>
        </Box>
      ))}
      {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('contacts.more_activities')}</Button>}
    </Stack>
  )
}

function Item({ activity: a }: { activity: Activity }) {
  const { t } = useTranslation()
  const Picture = activityIcon(a.kind)
  return (
    <Line.Item color={COLOR[a.nature]} bullet={<ThemeIcon size={28} radius="xl" variant="light" color={COLOR[a.nature]}><Picture size={15} stroke={1.8} aria-hidden /></ThemeIcon>} data-kind={a.kind} mt={14}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <ActivityText activity={a} />
        <Text component="div" fz="xs" c="dimmed" className="num" style={{ whiteSpace: 'nowrap', flex: 'none' }}>
          {!a.live && <Badge size="xs" color="gray" mr={6}>{t('contacts.imported')}</Badge>}
          <time dateTime={a.occurred_at} title={dateTime(a.occurred_at)}>{timeOfDay(a.occurred_at)}</time>
        </Text>
      </Group>
    </Line.Item>
  )
}
