/** The sales worklist: handed-over leads with their reasons and their clock, to accept, reject or recycle. */
import { Badge, Group, SegmentedControl, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leadsQuery, type Answer } from '@/api/leads'
import type { LeadRow } from '@/api/types'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { number } from '@/format'
import { DecisionModal } from './DecisionModal'
import { LeadCard } from './LeadCard'

export function WorklistPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/inside/worklist' })
  const navigate = useNavigate({ from: '/worklist' })
  const owner = search.owner === 'me' ? 'me' : undefined
  const [asked, setAsked] = useState<{ lead: LeadRow; answer: Answer } | null>(null)
  const query = useQuery({ ...leadsQuery({ list: 'worklist', owner, limit: 50 }), refetchInterval: 30_000 })
  const leads = query.data?.items
  const late = leads?.filter((l) => l.handover && new Date(l.handover.due).getTime() < Date.now()).length ?? 0
  return (
    <Page
      title={t('nav.worklist')} text={t('worklist.text')}
      badge={query.data && <Group gap={6}><Badge size="lg" color="gray" className="num">{number(query.data.total)}</Badge>{late > 0 && <Badge size="lg" color="clay">{t('worklist.late', { count: late })}</Badge>}</Group>}
      actions={
        <SegmentedControl
          aria-label={t('worklist.whose')} value={owner ?? 'all'} onChange={(v) => void navigate({ search: { owner: v === 'me' ? 'me' : undefined }, replace: true })}
          data={[{ value: 'me', label: t('worklist.mine') }, { value: 'all', label: t('worklist.everybody') }]}
        />
      }
    >
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SimpleGrid cols={{ base: 1, lg: 2 }}>{Array.from({ length: 4 }, (_, i) => <Skeleton key={i} height={260} radius="lg" />)}</SimpleGrid>}
      {leads?.length === 0 && <Empty icon={IconTargetArrow} title={t('worklist.empty')} text={t('worklist.empty_text')} />}
      <Stack>{leads?.map((lead) => <LeadCard key={lead.id} lead={lead} onAnswer={(answer) => setAsked({ lead, answer })} />)}</Stack>
      {asked && <DecisionModal {...asked} onClose={() => setAsked(null)} />}
    </Page>
  )
}
