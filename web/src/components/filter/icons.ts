/** A picture for each kind of condition. */
import {
  IconActivity, IconArrowsRight, IconBriefcase, IconBuildingCommunity, IconChartBar, IconFilter, IconForms, IconHandStop, IconHeartHandshake,
  IconHourglassEmpty, IconList, IconRoute, IconStairs, IconStar, IconSum, type Icon,
} from '@tabler/icons-react'
import type { LeafKind } from './leaves'

export const LEAF_ICONS: Record<LeafKind, Icon> = {
  field: IconForms, did: IconActivity, sequence: IconArrowsRight, not_since: IconHourglassEmpty, measure: IconSum,
  at_account: IconBuildingCommunity, in_segment: IconFilter, in_list: IconList, program: IconRoute,
  score: IconChartBar, stage: IconStairs, consent: IconHandStop, relationship: IconHeartHandshake, tier: IconStar, opportunity: IconBriefcase,
}
