/** Won deals that the draft would not have qualified, with the gate that stayed closed. */
import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '@/api/types'
import { TextLink } from '@/components/links'
import { date, money, number } from '@/format'
import { said } from '@/i18n/said'

type Missed = NonNullable<Rehearsal['missed']>

const SHOWN = 8

export function MissedCard({ missed }: { missed: Missed }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const deals = all ? missed.deals : missed.deals.slice(0, SHOWN)
  return (
    <div>
      <Group gap="xs"><Title order={3} fz="md">{t('rehearse.missed')}</Title><Badge color={missed.draft ? 'clay' : 'campo'}>{number(missed.draft)}</Badge></Group>
      <Text fz="sm" c="dimmed" mb="xs">
        {t('rehearse.missed_text', { won: number(missed.won), draft: number(missed.draft) })}
        {missed.published !== null && ` ${t('rehearse.missed_published', { n: number(missed.published) })}`}
        {missed.left_out > 0 && ` ${t('rehearse.missed_unknown', { n: number(missed.left_out) })}`}
      </Text>
      {deals.length > 0 && (
        <div className="table-scroll">
          <Table aria-label={t('rehearse.missed')}>
            <Table.Thead>
              <Table.Tr><Table.Th>{t('rehearse.deal')}</Table.Th><Table.Th ta="right">{t('rehearse.amount')}</Table.Th><Table.Th>{t('rehearse.contact')}</Table.Th><Table.Th>{t('rehearse.owner')}</Table.Th><Table.Th>{t('rehearse.closed')}</Table.Th></Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {deals.map((d) => (
                <Table.Tr key={d.id}>
                  <Table.Td>
                    <TextLink to="/opportunities/$id" params={{ id: d.id }} fz="sm" fw={550}>{d.name ?? d.contact.account ?? d.contact.name}</TextLink>
                    <Text fz="xs" c="dimmed">{date(d.day)}</Text>
                  </Table.Td>
                  <Table.Td ta="right">{d.amount ? money(d.amount, 0) : '–'}</Table.Td>
                  <Table.Td>
                    <TextLink to="/contacts/$id" params={{ id: d.contact.id }} fz="sm">{d.contact.name}</TextLink>
                    {d.contact.account_id && <Text fz="xs"><TextLink to="/accounts/$id" params={{ id: d.contact.account_id }} fz="xs" c="dimmed">{d.contact.account}</TextLink></Text>}
                  </Table.Td>
                  <Table.Td><Text fz="sm">{d.contact.owner ?? '–'}</Text></Table.Td>
                  <Table.Td>
                    <Stack gap={2}>
                      {d.gates.length === 0 && <Text fz="xs">{t('rehearse.gate.at_last')}</Text>}
                      {d.gates.map((g) => <Text key={g.gate} fz="xs"><Text span fw={600} fz="xs">{t(`rehearse.gate.${g.gate}`)}</Text>{g.reasons.length > 0 && `: ${g.reasons.map(said).join(', ')}`}</Text>)}
                    </Stack>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {missed.deals.length > SHOWN && <Button size="compact-sm" variant="subtle" mt={4} onClick={() => setAll(!all)} aria-expanded={all}>{all ? t('rehearse.fewer') : t('rehearse.more', { n: number(missed.deals.length - SHOWN) })}</Button>}
    </div>
  )
}
