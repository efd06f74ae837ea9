/** KPIs 1 and 2 by user and by team: is the software used at all? */
import { Card, Group, SegmentedControl, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usageQuery, type Period } from '@/api/reports'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { number, percent } from '@/format'

export function UsageCard({ period }: { period: Period }) {
  const { t } = useTranslation()
  const [by, setBy] = useState<'users' | 'teams'>('users')
  const query = useQuery(usageQuery(period))
  return (
    <Card h="100%">
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t('usage.title')}</Title>
        <SegmentedControl size="xs" value={by} onChange={(v) => setBy(v as typeof by)} aria-label={t('usage.by')} data={[{ value: 'users', label: t('usage.users') }, { value: 'teams', label: t('usage.teams') }]} />
      </Group>
      <Text c="dimmed" fz="sm" mb="sm">{t('usage.text')}</Text>
      <Loaded query={query}>
        {(usage) => usage[by].length === 0 ? <Empty compact title={t('usage.empty')} /> : (
          <Table aria-label={t('usage.title')}>
            <Table.Thead>
              <Table.Tr><Table.Th>{t('common.label')}</Table.Th><Table.Th ta="right">{t('usage.sent')}</Table.Th><Table.Th ta="right">{t('usage.triggers')}</Table.Th><Table.Th ta="right">{t('usage.share')}</Table.Th></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {usage[by].map((row) => (
                <Table.Tr key={row.name}>
                  <Table.Td fz="sm">{row.name || t('usage.nobody')}</Table.Td>
                  <Table.Td ta="right" className="num" fz="sm">{number(row.emails_sent)}</Table.Td>
                  <Table.Td ta="right" className="num" fz="sm">{number(row.quality_triggers)}</Table.Td>
                  <Table.Td ta="right" className="num" fz="sm">{row.triggered_share === null ? '–' : percent(row.triggered_share, 0)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
    </Card>
  )
}
