/** Hands an AQL to sales that came from history or from a new rule, and so went to nobody by itself. */
import { Badge, Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { handOverLead } from '@/api/leads'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { LeadRow } from '@/api/types'
import { notifyDone, notifyProblem } from '@/components/Problem'

export function HandOver({ lead }: { lead: LeadRow }) {
  const { t } = useTranslation()
  const may = useSession().rights.includes('decide_leads')
  const hand = useMutation({
    mutationFn: () => handOverLead(lead.id),
    onSuccess: () => {
      notifyDone(t('worklist.handed', { name: lead.contact.name }))
      void queries.invalidateQueries({ queryKey: ['leads'] })
      void queries.invalidateQueries({ queryKey: ['kpis'] })
    },
    onError: notifyProblem,
  })
  if (lead.handover) return <Badge variant="light" color="gray">{t(`worklist.state.${lead.handover.state}`)}</Badge>
  if (!may || lead.outcome) return null
  return (
    <Button size="compact-xs" variant="light" loading={hand.isPending} onClick={(e) => { e.stopPropagation(); hand.mutate() }}>
      {t('worklist.hand_over')}
    </Button>
  )
}
