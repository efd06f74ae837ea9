/** The kinds of program: their picture and a blank of each. */
import { IconBolt, IconPlant2, IconSend, IconTicket, type Icon } from '@tabler/icons-react'
import type { Program, ProgramKind, ProgramKindName } from '@/api/model'

export const PROGRAM_KINDS: ProgramKindName[] = ['batch', 'trigger', 'nurture', 'passive']
const ICONS: Record<ProgramKindName, Icon> = { batch: IconSend, trigger: IconBolt, nurture: IconPlant2, passive: IconTicket }
export const programIcon = (kind: ProgramKindName): Icon => ICONS[kind]

export const kindName = (does: ProgramKind): ProgramKindName => (typeof does === 'string' ? 'passive' : (Object.keys(does)[0] as ProgramKindName))

function blank(kind: ProgramKindName): ProgramKind {
  switch (kind) {
    case 'batch': return { batch: { segment: '', email: '' } }
    case 'trigger': return { trigger: { when: { kind: ['form_submitted'] }, filter: { all: [] }, every_days: 30, steps: [] } }
    case 'nurture':
      return { nurture: { audience: { consent: 'given' }, dormant_days: 90, categories: [], mid_at: 20, late_at: 45, hysteresis: 5, every_days: 7, hour: 10 } }
    case 'passive': return 'passive'
  }
}

export function blankProgram(label: string, kind: ProgramKindName, channel: string, owner: string): Program {
  const statuses = kind === 'passive'
    ? [{ key: 'member', label: 'Member', step: 1 }, { key: 'invited', label: 'Invited', step: 2 }, { key: 'attended', label: 'Attended', step: 3, success: true }]
    : [{ key: 'member', label: 'Member', step: 1 }, { key: 'sent', label: 'Sent', step: 2 }, { key: 'opened', label: 'Opened', step: 3 }, { key: 'clicked', label: 'Clicked', step: 4, success: true }]
  return { label, channel, owner, statuses, active: true, does: blank(kind) }
}
