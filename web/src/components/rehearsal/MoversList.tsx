/** Who would enter or leave: by name, account and owner. */
import { Badge, Button, Group, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Movers } from '@/api/types'
import { TextLink } from '@/components/links'
import { number } from '@/format'

/** Rows before the rest is asked for. */
const SHOWN = 8

export function MoversList({ title, none, movers }: { title: string; none: string; movers: Movers }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const rows = all ? movers.contacts : movers.contacts.slice(0, SHOWN)
  return (
    <div style={{ flex: '1 1 340px', minWidth: 0 }}>
      <Group gap="xs" mb={4}><Title order={3} fz="md">{title}</Title><Badge color={movers.count ? 'campo' : 'gray'}>{number(movers.count)}</Badge></Group>
      {movers.count === 0 && <Text fz="sm" c="dimmed">{none}</Text>}
      {rows.length > 0 && (
        <div className="table-scroll">
          <Table aria-label={title}>
            <Table.Thead><Table.Tr><Table.Th>{t('rehearse.contact')}</Table.Th><Table.Th>{t('rehearse.account')}</Table.Th><Table.Th>{t('rehearse.owner')}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {rows.map((c) => (
                <Table.Tr key={c.id}>
                  <Table.Td><TextLink to="/contacts/$id" params={{ id: c.id }} fz="sm" fw={550}>{c.name}</TextLink></Table.Td>
                  <Table.Td>{c.account_id ? <TextLink to="/accounts/$id" params={{ id: c.account_id }} fz="sm">{c.account}</TextLink> : '–'}</Table.Td>
                  <Table.Td><Text fz="sm">{c.owner ?? '–'}</Text></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {movers.contacts.length > SHOWN && <Button size="compact-sm" variant="subtle" mt={4} onClick={() => setAll(!all)} aria-expanded={all}>{all ? t('rehearse.fewer') : t('rehearse.more', { n: number(movers.contacts.length - SHOWN) })}</Button>}
      {all && movers.count > movers.contacts.length && <Text fz="xs" c="dimmed">{t('rehearse.first', { n: number(movers.contacts.length), of: number(movers.count) })}</Text>}
    </div>
  )
}
