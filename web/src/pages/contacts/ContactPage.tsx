/** A contact's profile: who, what happened, and why it stands where it stands. */
import { Grid, Group, Stack, Tabs, Text } from '@mantine/core'
import { IconBriefcase, IconBulb, IconId, IconMail, IconTimeline } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { contactQuery, explanationQuery } from '@/api/contacts'
import { useCan } from '@/api/session'
import { RelationshipBadge, StageBadge, TierBadge } from '@/components/badges'
import { GatesCard } from '@/components/GatesCard'
import { Loaded, Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { ScoreCard } from '@/components/ScoreCard'
import { SendsTable } from '@/components/SendsTable'
import { Timeline } from '@/components/Timeline'
import { number } from '@/format'
import { AddressCard } from './AddressCard'
import { ConsentCard } from './ConsentCard'
import { ContactMenu } from './ContactMenu'
import { FieldsTab } from './FieldsTab'
import { LeadsTab } from './LeadsTab'
import { MembershipCard } from './MembershipCard'
import { SegmentReasons } from './SegmentReasons'

export function ContactPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/inside/contacts/$id' })
  const { tab = 'timeline' } = useSearch({ from: '/inside/contacts/$id' })
  const navigate = useNavigate({ from: '/contacts/$id' })
  const query = useQuery(contactQuery(id))
  const why = useQuery(explanationQuery(id))
  const maySee = useCan()('read_sends')
  const contact = query.data
  if (!contact) return <Page title={t('contacts.one')} back={{ to: '/contacts', label: t('nav.contacts') }}><Loaded query={query} skeleton={<Waiting lines={9} />}>{() => null}</Loaded></Page>
  return (
    <Page
      title={contact.name} back={{ to: '/contacts', label: t('nav.contacts') }}
      text={[contact.job_title, contact.company ?? contact.account?.name, contact.email].filter(Boolean).join(' · ')}
      badge={<Group gap={6}><RelationshipBadge of={contact.relationship} /><TierBadge tier={contact.tier} /><StageBadge stage={contact.stage} /></Group>}
      actions={<ContactMenu contact={contact} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 2, lg: 1 }}>
          <Stack>
            <Loaded query={why} skeleton={<Waiting lines={6} />}>
              {(e) => <><ScoreCard explanation={e} />{e.gates && <GatesCard gates={e.gates} />}</>}
            </Loaded>
            <AddressCard contact={contact} />
            <ConsentCard contact={contact} />
            <MembershipCard contact={contact} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }} order={{ base: 1, lg: 2 }}>
          <Tabs value={tab} onChange={(v) => void navigate({ search: { tab: v ?? undefined }, replace: true, resetScroll: false })}>
            <Tabs.List mb="md">
              <Tabs.Tab value="timeline" leftSection={<IconTimeline size={16} />}>{t('contacts.tab.timeline')} <Text span c="dimmed" fz="xs" className="num">{number(contact.activities)}</Text></Tabs.Tab>
              <Tabs.Tab value="why" leftSection={<IconBulb size={16} />}>{t('contacts.tab.why')}</Tabs.Tab>
              <Tabs.Tab value="fields" leftSection={<IconId size={16} />}>{t('contacts.tab.fields')}</Tabs.Tab>
              <Tabs.Tab value="leads" leftSection={<IconBriefcase size={16} />}>{t('contacts.tab.leads')} <Text span c="dimmed" fz="xs" className="num">{contact.leads.length}</Text></Tabs.Tab>
              {maySee && <Tabs.Tab value="sends" leftSection={<IconMail size={16} />}>{t('contacts.tab.sends')}</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="timeline"><Timeline id={id} /></Tabs.Panel>
            <Tabs.Panel value="why"><Loaded query={why}>{(e) => <SegmentReasons explanation={e} />}</Loaded></Tabs.Panel>
            <Tabs.Panel value="fields"><FieldsTab contact={contact} /></Tabs.Panel>
            <Tabs.Panel value="leads"><LeadsTab contact={contact} /></Tabs.Panel>
            {maySee && <Tabs.Panel value="sends">{tab === 'sends' && <SendsTable contact={id} />}</Tabs.Panel>}
          </Tabs>
        </Grid.Col>
      </Grid>
    </Page>
  )
}
