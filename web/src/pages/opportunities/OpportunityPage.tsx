/** An opportunity: what it is worth, who takes which part in it, and the cycle that led to it. */
import { Badge, Card, Grid, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { leadQuery } from '@/api/leads'
import { opportunityQuery } from '@/api/opportunities'
import type { Opportunity } from '@/api/types'
import { OUTCOME_COLOR } from '@/components/badges'
import { Empty } from '@/components/Empty'
import { Facts } from '@/components/Facts'
import { shownValue } from '@/components/fields/shown'
import { useFields } from '@/components/filter/options'
import { TextLink } from '@/components/links'
import { Loaded, Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Timeline } from '@/components/Timeline'
import { date, humanise, money, word } from '@/format'
import { StageHistory } from '../leads/StageHistory'

export function OpportunityPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/inside/opportunities/$id' })
  const query = useQuery(opportunityQuery(id))
  const deal = query.data
  if (!deal) return <Page title={t('opportunities.one')}><Loaded query={query} skeleton={<Waiting lines={9} />}>{() => null}</Loaded></Page>
  const back = deal.account ? { to: `/accounts/${deal.account.id}`, label: deal.account.name } : { to: '/accounts', label: t('nav.accounts') }
  return (
    <Page
      title={deal.name} back={back} text={[t('opportunities.one'), deal.stage && humanise(deal.stage)].filter(Boolean).join(' · ')}
      badge={<Group gap={6}><Badge color={OUTCOME_COLOR[deal.outcome]}>{t(`outcome.${deal.outcome}`)}</Badge>{deal.marketing_sourced && <Badge color="campo">{t('opportunities.marketing_sourced')}</Badge>}</Group>}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 4 }}><DealFacts deal={deal} /></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}><Stack><Roles deal={deal} /><Cycle deal={deal} /></Stack></Grid.Col>
      </Grid>
    </Page>
  )
}

function DealFacts({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation()
  const fields = useFields().filter((f) => f.object === 'opportunity')
  // Until the fields are known nothing has a name.
  const own = Object.entries(fields.length ? deal.fields : {}).filter(([key]) => !['name', 'stage', 'source'].includes(key)).map(([key, v]): [string, string] => {
    const field = fields.find((f) => f.key === key)
    return [field?.label ?? humanise(key), shownValue(v, field)]
  })
  return (
    <Card>
      <Text fz="sm" c="dimmed">{t('opportunities.amount')}</Text>
      <Text className="figure" fz={38} lh={1.15} mb="sm">{deal.amount ? money(deal.amount, 0) : '–'}</Text>
      <Facts
        of={[
          [t('accounts.one'), deal.account && <TextLink key="a" to="/accounts/$id" params={{ id: deal.account.id }} fz="sm">{deal.account.name}</TextLink>],
          [t('leads.one'), deal.lead ? <TextLink key="l" to="/leads/$id" params={{ id: deal.lead }} fz="sm">{t('leads.open_page')}</TextLink> : t('common.none')],
          [t('opportunities.source'), deal.source ? word(deal.source) : '–'],
          [t('opportunities.opened'), date(deal.opened_at)],
          [t('opportunities.closed'), deal.closed_at ? date(deal.closed_at) : '–'],
          ...(deal.external_id ? [[t('leads.external'), deal.external_id] as [string, string]] : []),
          ...own,
        ]}
      />
    </Card>
  )
}

function Roles({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation()
  return (
    <Card>
      <Title order={2} mb="sm">{t('opportunities.roles')}</Title>
      {deal.roles.length === 0 && <Empty compact title={t('opportunities.no_roles')} />}
      {deal.roles.length > 0 && (
        <Table aria-label={t('opportunities.roles')}>
          <Table.Tbody>
            {deal.roles.map((r) => (
              <Table.Tr key={r.contact.id + r.role}>
                <Table.Td><TextLink to="/contacts/$id" params={{ id: r.contact.id }} fz="sm" fw={600} c="var(--siembra-ink)">{r.contact.name}</TextLink></Table.Td>
                <Table.Td fz="sm">{r.role ? humanise(r.role) : '–'}</Table.Td>
                <Table.Td ta="right">{r.primary && <Badge size="sm" color="campo">{t('opportunities.primary')}</Badge>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}

/** The sales cycle of the deal: its lead's stages and timeline; without a lead, the timeline of the primary contact. */
function Cycle({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation()
  const lead = useQuery({ ...leadQuery(deal.lead ?? ''), enabled: deal.lead !== null }).data
  const contact = lead?.contact.id ?? (deal.lead ? undefined : (deal.roles.find((r) => r.primary) ?? deal.roles[0])?.contact.id)
  return (
    <>
      {lead && <Card><Title order={2} mb="sm">{t('leads.stages')}</Title><StageHistory lead={lead} /></Card>}
      {contact && <><Title order={2}>{t(lead ? 'leads.timeline' : 'contacts.tab.timeline')}</Title><Timeline id={contact} lead={deal.lead ?? undefined} /></>}
    </>
  )
}
