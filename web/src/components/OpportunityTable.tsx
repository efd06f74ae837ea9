/** Deals in rows. */
import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OpportunityRow } from '@/api/types'
import { date, money, word } from '@/format'
import { OUTCOME_COLOR } from './badges'
import { DataTable } from './DataTable'
import { Empty } from './Empty'
import { TextLink } from './links'

export function OpportunityTable({ rows }: { rows: OpportunityRow[] }) {
  const { t } = useTranslation()
  return (
    <DataTable
      label={t('opportunities.title')} rows={rows} id={(o) => o.id} empty={<Empty compact title={t('opportunities.none')} />}
      columns={[
        { key: 'name', title: t('common.label'), cell: (o) => <TextLink to="/opportunities/$id" params={{ id: o.id }} fz="sm" fw={600} c="var(--siembra-ink)">{o.name}</TextLink> },
        { key: 'amount', title: t('opportunities.amount'), align: 'right', cell: (o) => o.amount ? money(o.amount, 0) : '–' },
        { key: 'outcome', title: t('opportunities.outcome'), cell: (o) => <Badge color={OUTCOME_COLOR[o.outcome]}>{t(`outcome.${o.outcome}`)}</Badge> },
        { key: 'opened', title: t('opportunities.opened'), from: 'sm', cell: (o) => date(o.opened_at) },
        { key: 'closed', title: t('opportunities.closed'), from: 'sm', cell: (o) => (o.closed_at ? date(o.closed_at) : '–') },
        { key: 'sourced', title: t('opportunities.source'), from: 'md', cell: (o) => <>{o.source ? word(o.source) : '–'}{o.marketing_sourced && <Badge ml={6} size="xs" color="campo">{t('opportunities.marketing')}</Badge>}</> },
      ]}
    />
  )
}
