/** A picture for each kind of condition. */
import {
  IconActivity, IconArrowsRight, IconBriefcase, IconChartBar, IconFilter, IconForms, IconHandStop, IconHeartHandshake, IconList, IconRoute,
  IconStairs, IconStar, type Icon,
} from '@tabler/icons-react'
import type { LeafKind } from './leaves'

export const LEAF_ICONS: Record<LeafKind, Icon> = {
  field: IconForms, did: IconActivity, sequence: IconArrowsRight, in_segment: IconFilter, in_list: IconList, program: IconRoute,
  score: IconChartBar, stage: IconStairs, consent: IconHandStop, relationship: IconHeartHandshake, tier: IconStar, opportunity: IconBriefcase,
}
