/** A lead: one sales cycle of a contact, from its source to its outcome, with what led to each step. */
import { Badge, Button, Card, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { explanationQuery } from '@/api/contacts'
import { leadQuery, type Answer } from '@/api/leads'
import { useCan } from '@/api/session'
import type { Lead } from '@/api/types'
import { StageBadge, TierBadge } from '@/components/badges'
import { GatesCard } from '@/components/GatesCard'
import { Loaded, Waiting } from '@/components/Loaded'
import { OpportunityTable } from '@/components/OpportunityTable'
import { Page } from '@/components/Page'
import { ScoreCard } from '@/components/ScoreCard'
import { Timeline } from '@/components/Timeline'
import { word } from '@/format'
import { DecisionModal } from './DecisionModal'
import { LeadFacts } from './LeadFacts'
import { QualifiedCard } from './QualifiedCard'
import { SlaClock } from './SlaClock'
import { StageHistory } from './StageHistory'

export function LeadPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/inside/leads/$id' })
  const query = useQuery(leadQuery(id))
  const lead = query.data
  const back = { to: '/worklist', label: t('nav.worklist') }
  if (!lead) return <Page title={t('leads.one')} back={back}><Loaded query={query} skeleton={<Waiting lines={9} />}>{() => null}</Loaded></Page>
  return (
    <Page
      title={t('leads.of', { name: lead.contact.name })} back={back}
      text={[lead.contact.job_title, lead.account?.name, lead.source && t('worklist.source', { source: word(lead.source) })].filter(Boolean).join(' · ')}
      badge={<Group gap={6}><StageBadge stage={lead.stage} /><TierBadge tier={lead.tier} />{lead.outcome && <Badge color={lead.outcome === 'won' ? 'campo' : 'gray'}>{t(`leadoutcome.${lead.outcome}`)}</Badge>}</Group>}
      actions={<Answers lead={lead} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 4 }}><Stack><LeadFacts lead={lead} /><Evidence lead={lead} /></Stack></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack>
            <Card><Title order={2} mb="sm">{t('leads.stages')}</Title><StageHistory lead={lead} /></Card>
            <Title order={2}>{t('opportunities.title')}</Title>
            <OpportunityTable rows={lead.opportunities} />
            <div><Title order={2}>{t('leads.timeline')}</Title><Text fz="sm" c="dimmed">{t('leads.timeline_text')}</Text></div>
            <Timeline id={lead.contact.id} lead={lead.id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}

/** What qualified it then, or what it lacks now; and the score of the contact as it stands, opened into its evidence. */
function Evidence({ lead }: { lead: Lead }) {
  const why = useQuery(explanationQuery(lead.contact.id))
  return (
    <>
      {lead.aql ? <QualifiedCard aql={lead.aql} reason={lead.reason} /> : lead.gates && <GatesCard gates={lead.gates} />}
      <Loaded query={why} skeleton={<Waiting lines={5} />}>{(e) => <ScoreCard explanation={e} />}</Loaded>
    </>
  )
}

/** The clock and the buttons of a lead that waits for sales. */
function Answers({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const may = useCan()('decide_leads')
  const [answer, setAnswer] = useState<Answer | null>(null)
  if (lead.handover?.state !== 'waiting' || lead.ended_at) return null
  return (
    <>
      <SlaClock due={lead.handover.due} since={lead.handover.at} />
      {may && <Button onClick={() => setAnswer('accepted')}>{t('worklist.accept')}</Button>}
      {may && <Button variant="default" onClick={() => setAnswer('recycled')}>{t('worklist.recycle')}</Button>}
      {may && <Button variant="default" onClick={() => setAnswer('rejected')}>{t('worklist.reject')}</Button>}
      {answer && <DecisionModal lead={lead} answer={answer} onClose={() => setAnswer(null)} />}
    </>
  )
}
