/** What is done to the selected block: moved, taken away, doubled, made conditional. Each gives the document and what is selected then. */
import { logic, copied } from './presets'
import { parseBlocks } from './parse'
import { INCLUDE, pathOf } from './snippet'
import { frameOf, indented, inserted, joined, placeFor } from './place'
import { fits, isBranch, listOf, replaced, spotOf, spots, type Spot } from './tree'
import type { Block, Doc } from './types'

export interface Done { doc: Doc; selected: string | null }
export type Way = 'up' | 'down' | 'left' | 'right'

const without = (doc: Doc, id: string) => replaced(doc, id, () => [])

/** Moves a block into a list, before what stands at `index` now. */
export function movedTo(doc: Doc, id: string, owner: string, index: number): Done | null {
  const spot = spotOf(doc, id)
  const list = listOf(doc, owner)
  if (!spot || !list || list.around.some((b) => b.id === id)) return null
  if (spot.owner.id === owner && (index === spot.index || index === spot.index + 1)) return null
  const shift = spot.owner.id === owner && spot.index < index ? 1 : 0
  const next = inserted(without(doc, id), owner, index - shift, spot.block)
  return next && { doc: joined(next), selected: id }
}

/** One step: past a neighbour of its list, else out of the frame or into the next one; sideways into the next column. */
export function moved(doc: Doc, id: string, way: Way): Done | null {
  const spot = spotOf(doc, id)
  if (!spot) return null
  if (way === 'left' || way === 'right') return sideways(doc, spot, way)
  const step = way === 'up' ? -1 : 1
  const neighbour = spot.owner.children[spot.index + step]
  const frame = neighbour && intoNeighbour(doc, neighbour, spot.block)
  if (frame) return movedTo(doc, id, frame.id, way === 'up' ? frame.length : 0)
  if (neighbour) return movedTo(doc, id, spot.owner.id, way === 'up' ? spot.index - 1 : spot.index + 2)
  return outOf(doc, spot, step)
}

/** A condition beside the block is entered; rows and columns are passed. */
function intoNeighbour(doc: Doc, neighbour: Block, block: Block) {
  const frame = neighbour.type === 'logic' ? frameOf(doc, neighbour) : null
  return frame && fits(block, frame.level) ? frame : null
}

/** Beyond the end of its list: to the next branch, beside the frame, or into the row before or after. */
function outOf(doc: Doc, spot: Spot, step: 1 | -1): Done | null {
  const id = spot.block.id
  for (const frame of spot.around.toReversed()) {
    const at = spotOf(doc, frame.id)!
    const branch = frame.type === 'logic' && isBranch(spot.owner) ? frame.branches[frame.branches.findIndex((b) => b.id === spot.owner.id) + step] : undefined
    if (branch) return movedTo(doc, id, branch.id, step < 0 ? branch.children.length : 0)
    if (fits(spot.block, at.level)) return movedTo(doc, id, at.owner.id, step < 0 ? at.index : at.index + 1)
    for (let i = at.index + step; at.owner.children[i]; i += step) {
      const inner = at.level === 'rows' ? frameOf(doc, at.owner.children[i]) : null
      if (inner && fits(spot.block, inner.level)) return movedTo(doc, id, inner.id, step < 0 ? inner.length : 0)
    }
  }
  return null
}

function sideways(doc: Doc, spot: Spot, way: 'left' | 'right'): Done | null {
  const step = way === 'left' ? -1 : 1
  if (spot.level === 'columns') return spot.owner.children[spot.index + step] ? movedTo(doc, spot.block.id, spot.owner.id, way === 'left' ? spot.index - 1 : spot.index + 2) : null
  const column = spot.around.toReversed().map((b) => spotOf(doc, b.id)!).find((s) => s.level === 'columns')
  const next = column?.owner.children[column.index + step]
  const frame = next && frameOf(doc, next)
  return frame ? movedTo(doc, spot.block.id, frame.id, frame.length) : null
}

/** Without the block; the next one is selected, else the one before, else the frame. */
export function removed(doc: Doc, id: string): Done | null {
  const spot = spotOf(doc, id)
  if (!spot) return null
  const { children } = spot.owner
  const next = children[spot.index + 1] ?? children[spot.index - 1] ?? spot.around.at(-1)
  return { doc: joined(without(doc, id)), selected: next?.id ?? null }
}

export function doubled(doc: Doc, id: string): Done | null {
  const spot = spotOf(doc, id)
  if (!spot) return null
  const copy = copied(spot.block)
  const next = inserted(doc, spot.owner.id, spot.index + 1, copy)
  return next && { doc: joined(next), selected: copy.id }
}

/** A condition around a block. Columns cannot have one: their widths depend on each other. */
export function conditional(doc: Doc, id: string, expression: string): Done | null {
  const spot = spotOf(doc, id)
  if (!spot || spot.level === 'columns') return null
  const { depth } = listOf(doc, spot.owner.id)!
  const frame = indented({ ...logic(`if ${expression}`, [spot.block], 'endif'), lead: spot.block.lead }, depth)
  return { doc: replaced(doc, id, () => [frame]), selected: frame.id }
}

/** A snippet instead of a block; beside what is around it when the snippet may not stand there. */
export function included(doc: Doc, id: string, snippet: string): Done | null {
  const spot = spotOf(doc, id)
  if (!spot) return null
  const [block] = parseBlocks(`<${INCLUDE} path="${pathOf(snippet)}" />`)
  if (fits(block, spot.level)) return { doc: replaced(doc, id, () => [{ ...block, lead: spot.block.lead }]), selected: block.id }
  const at = placeFor(doc, id, block)
  const next = inserted(doc, at.owner, at.index, block)
  return next && { doc: joined(without(next, id)), selected: block.id }
}

/** What a condition or loop holds, without it. */
export function unwrapped(doc: Doc, id: string): Done | null {
  const spot = spotOf(doc, id)
  if (spot?.block.type !== 'logic') return null
  const inner = spot.block.branches.flatMap((b) => b.children)
  return { doc: joined(replaced(doc, id, () => inner)), selected: inner[0]?.id ?? null }
}

/** Blocks that can be selected, in reading order; a row's only column stands for nothing of its own. */
export const selectable = (doc: Doc) => spots(doc).filter((s) => !(s.level === 'columns' && s.owner.children.length === 1 && s.block.type === 'element'))
