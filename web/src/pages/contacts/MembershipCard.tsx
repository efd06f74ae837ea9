/** Where the contact belongs: segments, lists, programs. */
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { BadgeLink, TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import type { Contact } from '@/api/types'
import { ListsOfContact } from './ListsOfContact'

export function MembershipCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const none = <Text fz="sm" c="dimmed">{t('common.none')}</Text>
  return (
    <Card>
      <Title order={2} mb="sm">{t('contacts.memberships')}</Title>
      <Stack gap="sm">
        <Part title={t('nav.segments')}>
          {contact.segments.length === 0 && none}
          {contact.segments.map((s) => <BadgeLink key={s.key} to="/segments/$key" params={{ key: s.key }} style={{ cursor: 'pointer' }} color="campo">{s.label}</BadgeLink>)}
        </Part>
        <Part title={t('contacts.lists')}>
          <ListsOfContact contact={contact} />
        </Part>
        <Part title={t('nav.programs')}>
          {contact.programs.length === 0 && none}
          {contact.programs.map((p) => (
            <Group key={p.key} gap={6} w="100%" justify="space-between" wrap="nowrap">
              <TextLink to="/programs/$key" params={{ key: p.key }} fz="sm">{p.label}</TextLink>
              <Badge size="sm" color={p.success ? 'campo' : 'gray'}>{p.status_label}</Badge>
            </Group>
          ))}
        </Part>
        {contact.acquisition_program && <Part title={t('contacts.acquired_by')}><Text fz="sm">{contact.acquisition_program.label}</Text></Part>}
      </Stack>
    </Card>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <Text fz="xs" c="dimmed" fw={600} mb={4}>{title}</Text>
      <Group gap={6}>{children}</Group>
    </div>
  )
}
