/** How many members a program has, or how many of a status, and the way to them. */
import { TextLink } from '@/components/links'
import { number } from '@/format'

interface Props { program: string; status?: string; n: number; label: string }

export function MembersLink({ program, status, n, label }: Props) {
  if (n === 0) return number(n)
  return <TextLink to="/programs/$key" params={{ key: program }} search={{ tab: 'members', status }} inherit className="num" aria-label={`${label}, ${number(n)}`}>{number(n)}</TextLink>
}
