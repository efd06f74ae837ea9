/** What receivers reported of mail in the domain's name: from where, and whether it was the sender's own. */
import { Badge, Group, Progress, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DmarcReports } from '@/api/types'
import { Stamp } from '@/components/Stamp'
import { number, percent } from '@/format'

export function Reports({ of }: { of: DmarcReports }) {
  const { t } = useTranslation()
  if (of.reports === 0) return <Text fz="sm" c="dimmed">{t('senders.no_reports')}</Text>
  const sum = (rows: DmarcReports['rows']) => rows.reduce((all, row) => all + row.mails, 0)
  const all = sum(of.rows)
  const good = sum(of.rows.filter((row) => row.dkim || row.spf))
  return (
    <Stack gap="sm">
      <div>
        <Text fz="sm">{t('senders.passed', { passed: number(good), all: number(all), share: percent(all ? good / all : 0) })} · {t('senders.latest')}: <Stamp at={of.latest} /></Text>
        <Progress value={all ? (good / all) * 100 : 0} color="campo" mt={6} aria-label={t('senders.reports')} />
      </div>
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr><Table.Th>{t('senders.source')}</Table.Th><Table.Th ta="right">{t('senders.mails')}</Table.Th><Table.Th>DKIM</Table.Th><Table.Th>SPF</Table.Th><Table.Th>{t('senders.disposition')}</Table.Th></Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {of.rows.map((row) => (
              <Table.Tr key={`${row.source} ${row.dkim} ${row.spf} ${row.disposition}`}>
                <Table.Td><Text fz="sm">{row.source}</Text></Table.Td>
                <Table.Td ta="right">{number(row.mails)}</Table.Td>
                <Table.Td><Aligned of={row.dkim} /></Table.Td>
                <Table.Td><Aligned of={row.spf} /></Table.Td>
                <Table.Td><Text fz="sm">{t(`senders.did.${row.disposition}`)}</Text></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}

function Aligned({ of }: { of: boolean }) {
  const { t } = useTranslation()
  return <Group><Badge size="sm" color={of ? 'campo' : 'clay'}>{t(of ? 'senders.aligned' : 'senders.not_aligned')}</Badge></Group>
}
