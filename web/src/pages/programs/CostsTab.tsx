/** What was spent on a program. */
import type { ProgramView } from '@/api/types'
import { CostTable } from '@/components/costs/CostTable'

export function CostsTab({ program }: { program: ProgramView }) {
  return <CostTable costs={program.costs} program={program.key} />
}
