/** A picture for each kind of activity. */
import {
  IconAd2, IconArrowsSplit2, IconBell, IconBriefcase, IconCalendarEvent, IconCheck, IconClick, IconDoorExit, IconEye, IconForms, IconGitMerge,
  IconHandStop, IconListCheck, IconMail, IconMailOff, IconMailOpened, IconPencil, IconPhone, IconRobot, IconRoute, IconShoppingCart, IconSparkles, IconStairs,
  IconTrophy, IconWorld, IconX, type Icon,
} from '@tabler/icons-react'

const ICONS: Record<string, Icon> = {
  page_viewed: IconEye, session: IconWorld, form_submitted: IconForms, content_consumed: IconMailOpened, webinar_attended: IconCalendarEvent,
  event_attended: IconCalendarEvent, inbound_touch: IconAd2, outbound_touch: IconAd2, email_opened: IconMailOpened, email_clicked: IconClick,
  email_sent: IconMail, email_held: IconMailOff, email_failed: IconMailOff, email_bounced: IconMailOff, email_complained: IconMailOff, email_fetched: IconRobot, purchase: IconShoppingCart,
  conversion: IconCheck, unsubscribed: IconDoorExit, field_changed: IconPencil, stage_changed: IconStairs, lead_qualified: IconTrophy,
  lead_accepted: IconCheck, lead_rejected: IconX, opportunity_won: IconTrophy, opportunity_opened: IconBriefcase, opportunity_lost: IconX,
  consent_given: IconHandStop, consent_withdrawn: IconHandStop, records_merged: IconGitMerge, program_joined: IconRoute, program_acted: IconRoute,
  program_status_changed: IconRoute, task_created: IconListCheck, alert_sent: IconBell, sales_call: IconPhone, sales_email: IconMail,
  sales_meeting: IconCalendarEvent, sales_demo: IconCalendarEvent, lead_assigned: IconArrowsSplit2,
}

export const activityIcon = (kind: string): Icon => ICONS[kind] ?? IconSparkles
