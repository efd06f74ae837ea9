/** How many sends stand in a state, and the way to them. The list is of the whole program: it knows no runs. */
import { Text } from '@mantine/core'
import { useCan } from '@/api/session'
import { TextLink } from '@/components/links'
import { isSendState } from '@/components/SendsTable'
import { number } from '@/format'

interface Props { program: string; state: string; n: number; label?: string }

export function SendsLink({ program, state, n, label }: Props) {
  const can = useCan()
  const shown = { fz: 'xs', fw: 650, className: 'num' } as const
  if (!can('read_sends') || !isSendState(state)) return <Text span {...shown} c="var(--siembra-ink)">{number(n)}</Text>
  return <TextLink to="/programs/$key" params={{ key: program }} search={{ tab: 'sends', state }} aria-label={label && `${label}: ${number(n)}`} {...shown}>{number(n)}</TextLink>
}
