/** Everything that marketing costs. */
import { useQuery } from '@tanstack/react-query'
import { costsQuery } from '@/api/settings'
import { CostTable } from '@/components/costs/CostTable'

export function CostsSection() {
  const query = useQuery(costsQuery)
  return <CostTable costs={query.data} error={query.error} />
}
