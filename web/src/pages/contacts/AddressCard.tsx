/** Addresses: which is used, and what the send gate knows of each. */
import { ActionIcon, Badge, Card, Group, Stack, Text, Title, Tooltip } from '@mantine/core'
import { IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import type { Contact, ContactAddress, SuppressionKind } from '@/api/types'
import { SuppressionModal } from '@/components/SuppressionModal'
import { date } from '@/format'
import { said } from '@/i18n/said'

const STOPS = [['invalid', 'invalid'], ['opted_out', 'opt_out'], ['blocked', 'blocked']] as const

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
  const may = useCan()('edit_suppressions')
  const [lifted, setLifted] = useState<SuppressionKind | null>(null)
  const stops = STOPS.filter(([s]) => a[s])
  return (
    <div>
      <Text fz="sm" style={{ overflowWrap: 'anywhere' }} td={a.use === 'former' ? 'line-through' : undefined}>{a.address}</Text>
      <Group gap={4} mt={2}>
        <Badge size="sm" color="gray">{t(`address.${a.use}`)}</Badge>
        {a.role && <Badge size="sm" color="gray">{t('address.role')}</Badge>}
        {stops.map(([s, kind]) => (
          <Group key={s} gap={2} wrap="nowrap">
            <Tooltip label={`${date(a[s]!.at)}: ${said(a[s]!.reason)}`}><Badge size="sm" color="clay">{t(`address.${s}`)}</Badge></Tooltip>
            {may && <Tooltip label={t('suppressions.lift')}><ActionIcon size="xs" aria-label={`${t('suppressions.lift_of', { address: a.address })}: ${t(`address.${s}`)}`} onClick={() => setLifted(kind)}><IconLockOpen size={13} /></ActionIcon></Tooltip>}
          </Group>
        ))}
        {stops.length === 0 && a.use === 'primary' && <Badge size="sm" color="campo">{t('address.usable')}</Badge>}
      </Group>
      {lifted && <SuppressionModal address={a.address} kind={lifted} onClose={() => setLifted(null)} />}
    </div>
  )
}
