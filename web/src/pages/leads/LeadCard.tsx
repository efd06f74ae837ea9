/** A lead that waits for sales: who, why, what they did, how long is left. */
import { Box, Button, Card, Grid, Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck, IconRecycle, IconX } from '@tabler/icons-react'
import { ButtonLink, TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/api/leads'
import { useCan } from '@/api/session'
import type { LeadRow } from '@/api/types'
import { ActivityText } from '@/components/ActivityText'
import { TierBadge } from '@/components/badges'
import { GateList } from '@/components/GateList'
import { Stamp } from '@/components/Stamp'
import { said } from '@/i18n/said'
import { word } from '@/format'
import { SlaClock } from './SlaClock'

export function LeadCard({ lead, onAnswer }: { lead: LeadRow; onAnswer: (answer: Answer) => void }) {
  const { t } = useTranslation()
  const may = useCan()('decide_leads')
  const { contact, aql, handover } = lead
  return (
    <Card component="article" aria-label={contact.name} data-lead={lead.id}>
      <Group justify="space-between" align="flex-start" mb="md">
        <Box>
          <Group gap="xs">
            <TextLink to="/contacts/$id" params={{ id: contact.id }} fw={650} fz="lg" c="var(--siembra-ink)">{contact.name}</TextLink>
            <TierBadge tier={lead.tier} />
          </Group>
          <Text fz="sm">
            {contact.job_title}{contact.job_title && lead.account && ' · '}
            {lead.account && <TextLink to="/accounts/$id" params={{ id: lead.account.id }} fz="sm">{lead.account.name}</TextLink>}
          </Text>
          <Text fz="xs" c="dimmed">{[contact.email, t('worklist.source', { source: word(lead.source) }), handover && `${handover.owner.name} (${handover.rule})`].filter(Boolean).join(' · ')}</Text>
        </Box>
        {handover && <SlaClock due={handover.due} since={handover.at} />}
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Text fz="xs" fw={600} c="dimmed" mb={6}>{t('worklist.why')}</Text>
          {lead.gates ? <GateList gates={lead.gates} compact /> : <Reasons reasons={aql?.reasons ?? []} />}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Text fz="xs" fw={600} c="dimmed" mb={6}>{t('worklist.last')}</Text>
          {lead.last_activities.length === 0 && <Text fz="sm" c="dimmed">{t('contacts.no_activity')}</Text>}
          <Stack gap={6}>
            {lead.last_activities.slice(0, 4).map((a) => (
              <Group key={a.number} justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
                <ActivityText activity={{ ...a, properties: {} }} />
                <Stamp at={a.occurred_at} fz="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }} />
              </Group>
            ))}
          </Stack>
        </Grid.Col>
      </Grid>
      <Group mt="md" gap="xs">
        {may && <Button leftSection={<IconCheck size={16} />} onClick={() => onAnswer('accepted')}>{t('worklist.accept')}</Button>}
        {may && <Button variant="default" leftSection={<IconRecycle size={16} />} onClick={() => onAnswer('recycled')}>{t('worklist.recycle')}</Button>}
        {may && <Button variant="default" leftSection={<IconX size={16} />} onClick={() => onAnswer('rejected')}>{t('worklist.reject')}</Button>}
        <ButtonLink ml="auto" variant="subtle" to="/leads/$id" params={{ id: lead.id }}>{t('leads.open_page')}</ButtonLink>
      </Group>
    </Card>
  )
}

/** One line a gate, as it stood at the moment of qualifying. */
function Reasons({ reasons }: { reasons: string[] }) {
  return (
    <Stack gap={6}>
      {reasons.map((r) => (
        <Group key={r} gap="xs" wrap="nowrap" align="flex-start">
          <ThemeIcon size={20} radius="xl" variant="light" color="campo"><IconCheck size={13} /></ThemeIcon>
          <Text fz="sm">{said(r)}</Text>
        </Group>
      ))}
    </Stack>
  )
}
