/** The contact's sales cycles and deals. */
import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact, LeadRow } from '@/api/types'
import { Empty } from '@/components/Empty'
import { TextLink } from '@/components/links'
import { OpportunityTable } from '@/components/OpportunityTable'
import { date, dateTime, word } from '@/format'
import { said } from '@/i18n/said'

export function LeadsTab({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Title order={2}>{t('leads.title')}</Title>
      {contact.leads.length === 0 && <Empty compact title={t('leads.none')} />}
      {contact.leads.map((l) => <LeadCard key={l.id} lead={l} />)}
      <Title order={2}>{t('opportunities.title')}</Title>
      <OpportunityTable rows={contact.opportunities} />
    </Stack>
  )
}

function LeadCard({ lead }: { lead: LeadRow }) {
  const { t } = useTranslation()
  const { aql, handover } = lead
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Group gap="xs">
          <Title order={3}>{lead.source ? word(lead.source) : t('leads.one')}</Title>
          <Badge variant="outline" color="gray">{lead.stage.label}</Badge>
          {lead.outcome && <Badge color={lead.outcome === 'won' ? 'campo' : 'gray'}>{t(`leadoutcome.${lead.outcome}`)}</Badge>}
        </Group>
        <Group gap="md">
          <Text fz="sm" c="dimmed">{date(lead.started_at)} – {lead.ended_at ? date(lead.ended_at) : t('leads.open')}</Text>
          <TextLink to="/leads/$id" params={{ id: lead.id }} fz="sm">{t('leads.open_page')}</TextLink>
        </Group>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <div>
          <Text fz="xs" fw={600} c="dimmed">{t('leads.aql')}</Text>
          {aql ? (
            <>
              <Text fz="sm">{t('leads.qualified', { at: dateTime(aql.at), behaviour: aql.behaviour, account: aql.account })}</Text>
              {aql.reasons.map((r) => <Text key={r} fz="xs" c="dimmed">{said(r)}</Text>)}
            </>
          ) : <Text fz="sm" c="dimmed">{t('leads.not_qualified')}</Text>}
        </div>
        <div>
          <Text fz="xs" fw={600} c="dimmed">{t('leads.handover')}</Text>
          {handover ? (
            <>
              <Text fz="sm">{handover.owner.name} · {t(`handover.${handover.state}`)}</Text>
              <Text fz="xs" c="dimmed">{handover.rule}{handover.reason && ` · ${handover.reason}`}</Text>
            </>
          ) : <Text fz="sm" c="dimmed">{t('leads.not_handed')}</Text>}
        </div>
      </SimpleGrid>
    </Card>
  )
}
