/** Contacts by what their leads lack, each once: enrich, warm up, do not chase; and the leads that qualified. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { leadsQuery } from '@/api/leads'
import type { LeadRow } from '@/api/types'
import { StageBadge, TierBadge } from '@/components/badges'
import { ContactCell } from '@/components/ContactCell'
import { DataTable, type Column } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { ScoreMeter } from '@/components/ScoreMeter'
import { Stamp } from '@/components/Stamp'
import { said } from '@/i18n/said'
import { HandOver } from './HandOver'

const LIMIT = 50
type ListName = 'enrich' | 'warm_up' | 'do_not_chase' | 'aql'

export function GateLists({ list }: { list: ListName }) {
  const { t } = useTranslation()
  const { after } = useSearch({ from: '/inside/scoring' })
  const navigate = useNavigate({ from: '/scoring' })
  const { data, error, refetch } = useQuery(leadsQuery({ list, after, limit: LIMIT }))
  const go = (to?: string) => void navigate({ search: (old) => ({ ...old, after: to }) })
  const from = Number(after ?? 0) || 0
  const columns: Column<LeadRow>[] = [
    { key: 'contact', title: t('contacts.name'), cell: (l) => <><ContactCell contact={l.contact} />{l.more_leads > 0 && <Text fz="xs" c="dimmed">{t('scoring.more_leads', { count: l.more_leads })}</Text>}</> },
    { key: 'tier', title: t('contacts.tier'), from: 'sm', cell: (l) => <TierBadge tier={l.tier} /> },
    { key: 'score', title: t('contacts.score'), from: 'sm', cell: (l) => <ScoreMeter scores={l.contact.scores} total={l.contact.total_score} /> },
    {
      key: 'why', title: list === 'aql' ? t('worklist.why') : t('scoring.lacks'), cell: (l) => {
        const reasons = list === 'aql' ? (l.aql?.reasons ?? []) : [l.gates?.excluded, ...(l.gates ? [l.gates.complete, l.gates.behaviour, l.gates.account].filter((g) => !g.passed).flatMap((g) => g.reasons) : [])]
        return <>{reasons.filter(Boolean).map((r) => <Text key={r} fz="xs" lh={1.4}>{said(r!)}</Text>)}</>
      },
    },
    list === 'aql'
      ? { key: 'at', title: t('scoring.qualified_at'), cell: (l) => <Stamp at={l.aql?.at} /> }
      : { key: 'stage', title: t('contacts.stage'), from: 'md', cell: (l) => <StageBadge stage={l.stage} /> },
    ...(list === 'aql' ? [{ key: 'sales', title: t('worklist.sales'), cell: (l: LeadRow) => <HandOver lead={l} /> }] : []),
    { key: 'last', title: t('contacts.last_activity'), from: 'md', cell: (l) => <Stamp at={l.contact.last_activity} /> },
  ]
  return (
    <>
      <Text fz="sm" c="dimmed" mb="sm">{t(`scoring.list_text.${list}`)}</Text>
      <DataTable
        label={t(`worklist.list.${list}`)} columns={columns} rows={data?.items} id={(l) => l.id} error={error} retry={() => void refetch()}
        onOpen={(l) => void navigate({ to: '/contacts/$id', params: { id: l.contact.id }, search: { tab: 'why' } })} empty={<Empty title={t('scoring.list_empty')} />}
        paging={data && { total: data.total, shown: data.items.length, from, next: data.next ? () => go(data.next!) : undefined, previous: from > 0 ? () => go(from > LIMIT ? String(from - LIMIT) : undefined) : undefined }}
      />
    </>
  )
}
