/** Who the lead is, where it came from, who holds it, and the fields of its own. */
import { Badge, Card, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Lead } from '@/api/types'
import { Facts } from '@/components/Facts'
import { shownValue } from '@/components/fields/shown'
import { useFields } from '@/components/filter/options'
import { TextLink } from '@/components/links'
import { date, dateTime, humanise, word } from '@/format'

export function LeadFacts({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const fields = useFields().filter((f) => f.object === 'lead')
  const { handover } = lead
  // Until the fields are known nothing has a name.
  const own = Object.entries(fields.length ? lead.fields : {}).filter(([key]) => key !== 'source').map(([key, v]): [string, string] => {
    const field = fields.find((f) => f.key === key)
    return [field?.label ?? humanise(key), shownValue(v, field)]
  })
  return (
    <Card>
      <Title order={2} mb="sm">{t('leads.facts')}</Title>
      <Facts
        of={[
          [t('contacts.one'), <TextLink key="c" to="/contacts/$id" params={{ id: lead.contact.id }} fz="sm">{lead.contact.name}</TextLink>],
          [t('accounts.one'), lead.account && <TextLink key="a" to="/accounts/$id" params={{ id: lead.account.id }} fz="sm">{lead.account.name}</TextLink>],
          [t('opportunities.source'), lead.source ? word(lead.source) : '–'],
          [t('leads.began'), dateTime(lead.started_at)],
          [t('leads.ended'), lead.ended_at ? `${date(lead.ended_at)}${lead.outcome ? ` · ${t(`leadoutcome.${lead.outcome}`)}` : ''}` : t('leads.open')],
          ...(lead.external_id ? [[t('leads.external'), lead.external_id] as [string, string]] : []),
          [t('leads.handover'), handover ? <>{handover.owner.name} <Badge size="sm" color={handover.overdue ? 'clay' : 'gray'}>{t(`handover.${handover.state}`)}</Badge></> : t('leads.not_handed')],
          ...(handover ? [[t('leads.rule'), [handover.rule, dateTime(handover.at)].filter(Boolean).join(' · ')] as [string, string]] : []),
          ...(handover?.decided_at ? [[t('leads.answered'), [dateTime(handover.decided_at), handover.reason].filter(Boolean).join(' · ')] as [string, string]] : []),
          ...(handover?.note ? [[t('property.note'), handover.note] as [string, string]] : []),
          ...own,
        ]}
      />
    </Card>
  )
}
