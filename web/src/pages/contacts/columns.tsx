/** The columns of a list of contacts. */
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContactRow } from '@/api/types'
import { RelationshipBadge, StageBadge, TierBadge } from '@/components/badges'
import { ContactCell } from '@/components/ContactCell'
import type { Column } from '@/components/DataTable'
import { ScoreMeter } from '@/components/ScoreMeter'
import { Stamp } from '@/components/Stamp'
import { country } from '@/format'

export function useContactColumns(): Column<ContactRow>[] {
  const { t } = useTranslation()
  return [
    { key: 'name', title: t('contacts.name'), sort: 'name', cell: (c) => <ContactCell contact={c} /> },
    { key: 'email', title: t('contacts.email'), from: 'xl', cell: (c) => c.email ? <Text span fz="sm">{c.email}</Text> : <Text span fz="sm" c="dimmed">–</Text> },
    { key: 'country', title: t('contacts.country'), from: 'lg', cell: (c) => c.country ? country(c.country) : '–' },
    { key: 'relationship', title: t('contacts.relationship'), from: 'md', cell: (c) => <RelationshipBadge of={c.relationship} /> },
    { key: 'stage', title: t('contacts.stage'), from: 'sm', cell: (c) => <StageBadge stage={c.stage} /> },
    { key: 'tier', title: t('contacts.tier'), from: 'md', cell: (c) => <TierBadge tier={c.tier} /> },
    { key: 'score', title: t('contacts.score'), sort: '-score', cell: (c) => <ScoreMeter scores={c.scores} total={c.total_score} /> },
    { key: 'last', title: t('contacts.last_activity'), sort: '-last_activity', from: 'sm', cell: (c) => <Stamp at={c.last_activity} /> },
    { key: 'created', title: t('contacts.created'), sort: '-created', from: 'xl', cell: (c) => <Stamp at={c.created_at} c="dimmed" /> },
  ]
}
