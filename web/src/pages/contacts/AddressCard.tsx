/** Addresses: which is used, and what the send gate knows of each. */
import { Badge, Card, Group, Stack, Text, Title, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact, ContactAddress } from '@/api/types'
import { date } from '@/format'
import { said } from '@/i18n/said'

export function AddressCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  return (
    <Card>
      <Title order={2} mb="sm">{t('contacts.addresses')}</Title>
      {contact.addresses.length === 0 && <Text fz="sm" c="dimmed">{t('contacts.no_address')}</Text>}
      <Stack gap="xs">{contact.addresses.map((a) => <Address key={a.address} address={a} />)}</Stack>
    </Card>
  )
}

function Address({ address: a }: { address: ContactAddress }) {
  const { t } = useTranslation()
  const stops = (['invalid', 'opted_out', 'blocked'] as const).filter((s) => a[s])
  return (
    <div>
      <Text fz="sm" style={{ overflowWrap: 'anywhere' }} td={a.use === 'former' ? 'line-through' : undefined}>{a.address}</Text>
      <Group gap={4} mt={2}>
        <Badge size="sm" color="gray">{t(`address.${a.use}`)}</Badge>
        {a.role && <Badge size="sm" color="gray">{t('address.role')}</Badge>}
        {stops.map((s) => <Tooltip key={s} label={`${date(a[s]!.at)}: ${said(a[s]!.reason)}`}><Badge size="sm" color="clay">{t(`address.${s}`)}</Badge></Tooltip>)}
        {stops.length === 0 && a.use === 'primary' && <Badge size="sm" color="campo">{t('address.usable')}</Badge>}
      </Group>
    </div>
  )
}
