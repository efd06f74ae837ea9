/** What holds mail back now: recipients' domains that are slow or rest, and ways out that take nothing. Absent when all is well. */
import { Badge, Card, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { lanesQuery } from '@/api/outbox'
import type { LaneRow } from '@/api/types'
import { Problem } from '@/components/Problem'
import { dateTime, number } from '@/format'
import { said } from '@/i18n/said'

const COLOR: Record<string, string> = { resting: 'clay', limited: 'sky', slow: 'sun' }

export function TroubleCard() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(lanesQuery)
  if (error && !data) return <Problem error={error} retry={() => void refetch()} />
  if (!data || (data.lanes.length === 0 && data.ways.length === 0 && !data.rest)) return null
  return (
    <Card mb="md" data-trouble>
      <Title order={2}>{t('lanes.title')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{!data.rest && data.lanes.length > 0 && t('lanes.text')}</Text>
      <Stack gap="sm">
        {data.rest && <Stopped title={t('lanes.all', { at: dateTime(data.rest.until) })} reason={data.rest.reason} />}
        {data.ways.map((way) => <Stopped key={way.key} title={`${t('lanes.way', { way: way.label })} · ${t(`ways.state.${way.state}`)}`} reason={way.reason} />)}
        {data.lanes.length > 0 && (
          <Table.ScrollContainer minWidth={520} type="native">
            <Table aria-label={t('lanes.title')}>
              <Table.Thead><Table.Tr><Table.Th>{t('lanes.domain')}</Table.Th><Table.Th>{t('lanes.state')}</Table.Th><Table.Th ta="right">{t('lanes.waiting')}</Table.Th><Table.Th>{t('lanes.reason')}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>{data.lanes.map((lane) => <Lane key={lane.domain} lane={lane} />)}</Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {data.more > 0 && <Text fz="xs" c="dimmed">{t('lanes.more', { more: number(data.more) })}</Text>}
      </Stack>
    </Card>
  )
}

function Stopped({ title, reason }: { title: string; reason: string | null }) {
  return (
    <div>
      <Text fz="sm" fw={600}>{title}</Text>
      {reason && <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{said(reason)}</Text>}
    </div>
  )
}

function Lane({ lane }: { lane: LaneRow }) {
  const { t } = useTranslation()
  return (
    <Table.Tr>
      <Table.Td><Text fz="sm" fw={600}>{lane.domain}</Text><Text fz="xs" c="dimmed" className="num">{t('lanes.width', { count: lane.under_way, width: lane.width })}</Text></Table.Td>
      <Table.Td>
        <Badge color={COLOR[lane.state] ?? 'gray'}>{t(`lanes.state.${lane.state}`)}</Badge>
        {lane.until && <Text fz="xs" c="dimmed">{t('lanes.until', { at: dateTime(lane.until) })}</Text>}
      </Table.Td>
      <Table.Td ta="right" className="num">{number(lane.waiting)}</Table.Td>
      <Table.Td><Text fz="xs" maw={380} style={{ overflowWrap: 'anywhere' }}>{lane.reason ? said(lane.reason) : '–'}</Text></Table.Td>
    </Table.Tr>
  )
}
