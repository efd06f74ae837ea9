/** Addresses: which is used, and what the send gate knows of each. */
import { ActionIcon, Badge, Card, Group, Stack, Text, Title, Tooltip } from '@mantine/core'
import { IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import type { Contact, ContactAddress } from '@/api/types'
import { SuppressionModal, type Lifting } from '@/components/SuppressionModal'
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
  const [lifted, setLifted] = useState<Lifting | null>(null)
  const stops = [
    ...STOPS.filter(([s]) => a[s]).map(([s, kind]) => ({ key: s as string, label: t(`address.${s}`), since: a[s]!, lifts: { kind } as Lifting })),
    ...a.topics.map((topic) => ({ key: `topic:${topic.key}`, label: t('address.topic', { topic: topic.label }), since: topic, lifts: { kind: 'opt_out', topic } as Lifting })),
  ]
  return (
    <div>
      <Text fz="sm" style={{ overflowWrap: 'anywhere' }} td={a.use === 'former' ? 'line-through' : undefined}>{a.address}</Text>
      <Group gap={4} mt={2}>
        <Badge size="sm" color="gray">{t(`address.${a.use}`)}</Badge>
        {a.role && <Badge size="sm" color="gray">{t('address.role')}</Badge>}
        {stops.map(({ key, label, since, lifts }) => (
          <Group key={key} gap={2} wrap="nowrap">
            <Tooltip label={`${date(since.at)}: ${said(since.reason)}`}><Badge size="sm" color={lifts.topic ? 'sun' : 'clay'}>{label}</Badge></Tooltip>
            {may && <Tooltip label={t('suppressions.lift')}><ActionIcon size="xs" aria-label={`${t('suppressions.lift_of', { address: a.address })}: ${label}`} onClick={() => setLifted(lifts)}><IconLockOpen size={13} /></ActionIcon></Tooltip>}
          </Group>
        ))}
        {stops.every((stop) => stop.lifts.topic) && a.use === 'primary' && <Badge size="sm" color="campo">{t('address.usable')}</Badge>}
      </Group>
      {lifted && <SuppressionModal address={a.address} {...lifted} onClose={() => setLifted(null)} />}
    </div>
  )
}
