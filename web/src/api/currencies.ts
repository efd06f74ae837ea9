/** The currencies that costs may be in: the instance's own and those with a rate into it. */
import { useQuery } from '@tanstack/react-query'
import { definitionsQuery } from './definitions'
import type { Settings } from './model'
import { useSession } from './session'

export function useCurrencies(): string[] {
  const { currency } = useSession().settings
  const { data } = useQuery(definitionsQuery<Settings>('settings'))
  const rates = data?.find((d) => d.state === 'published')?.body.rates ?? []
  return [...new Set([currency, ...rates.map((r) => r.currency)])]
}
