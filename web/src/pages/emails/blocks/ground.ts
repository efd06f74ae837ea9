/** What the canvas stands on, kept the same from step to step, so that only the blocks that changed are drawn anew. */
import { createContext, use, type RefObject } from 'react'
import type { Desk, Drop } from './desk'
import type { Shared } from './model/attributes'
import { listOf, spotOf } from './model/tree'
import type { VariableGroup } from './useVariables'

export interface Ground {
  shared: Shared
  variables: VariableGroup[]
  readOnly: boolean
  /** The desk as it is when something happens. */
  desk: RefObject<Desk>
}

export const GroundContext = createContext<Ground | null>(null)

export function useGround(): Ground {
  const ground = use(GroundContext)
  if (!ground) throw new Error('useGround outside of the canvas')
  return ground
}

/** What is going on in the canvas, and the blocks in which it does. */
export interface Seen { selected: string | null; editing: string | null; dragged: string | null; over: Drop | null; writing: boolean; on: Set<string> }

export function seenOn({ doc, selected, editing, dragged }: Desk, over: Drop | null): Seen {
  const moved = dragged && 'id' in dragged ? dragged.id : null
  const on = new Set([selected, editing, moved].flatMap((id) => (id ? [id, ...(spotOf(doc, id)?.around ?? []).map((b) => b.id)] : [])))
  if (over) listOf(doc, over.owner)?.around.forEach((b) => on.add(b.id))
  return { selected, editing, dragged: moved, over, writing: editing !== null, on }
}

const QUIET: Seen = { selected: null, editing: null, dragged: null, over: null, writing: false, on: new Set() }
const QUIET_WHILE_WRITING: Seen = { ...QUIET, writing: true }

/** What a block sees of it: nothing when it happens elsewhere. */
export const seenBy = (seen: Seen, id: string): Seen => (seen.on.has(id) ? seen : seen.writing ? QUIET_WHILE_WRITING : QUIET)
