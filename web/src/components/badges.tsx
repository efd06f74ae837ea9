/** Tier, relationship and stage, the same everywhere. */
import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Named, Relationship, Tier } from '@/api/types'

const TIER = { named: 'sun', target: 'campo', non_icp: 'gray' } as const
const RELATIONSHIP = { prospect: 'sky', customer: 'campo', partner: 'sun', competitor: 'clay', employee: 'gray', test: 'gray' } as const

/** Of an opportunity. */
export const OUTCOME_COLOR = { open: 'sky', won: 'campo', lost: 'clay' } as const

export function TierBadge({ tier }: { tier: Tier | null }) {
  const { t } = useTranslation()
  return tier ? <Badge color={TIER[tier]}>{t(`tier.${tier}`)}</Badge> : null
}

export function RelationshipBadge({ of }: { of: Relationship }) {
  const { t } = useTranslation()
  return <Badge color={RELATIONSHIP[of]}>{t(`relationship.${of}`)}</Badge>
}

export function StageBadge({ stage }: { stage: Named | null }) {
  return stage ? <Badge color="gray" variant="outline">{stage.label}</Badge> : null
}
