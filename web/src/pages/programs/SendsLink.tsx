/** How many sends of a program or of one of its runs stand in a state or were held back for a reason, and the way to them. */
import { Text } from '@mantine/core'
import { useCan } from '@/api/session'
import { TextLink } from '@/components/links'
import { isSendState } from '@/components/SendsTable'
import { number } from '@/format'

interface Props { program: string; run?: string; state?: string; reason?: string; n: number; label?: string }

export function SendsLink({ program, run, state, reason, n, label }: Props) {
  const can = useCan()
  const shown = { fz: 'xs', fw: 650, className: 'num' } as const
  if (!can('read_sends') || (state !== undefined && !isSendState(state))) return <Text span {...shown} c="var(--siembra-ink)">{number(n)}</Text>
  return <TextLink to="/programs/$key" params={{ key: program }} search={{ tab: 'sends', state, run, reason }} aria-label={label && `${label}: ${number(n)}`} {...shown}>{number(n)}</TextLink>
}
