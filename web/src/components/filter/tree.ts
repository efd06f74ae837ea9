/** Moving conditions about in a filter. A place is the way from the top: an index in each group on it. */
import type { Filter } from '@/api/model'
import { groupOf, makeGroup } from './leaves'

export type Place = number[]
export type Step = -1 | 1

/** Groups within groups that the builder makes; deeper nesting reads badly, and the server allows twelve levels. */
export const DEEPEST = 5

const partsAt = (root: Filter, place: Place): Filter[] => place.reduce((parts, i) => groupOf(parts[i])?.parts ?? [], groupOf(root)?.parts ?? [])

function edit(filter: Filter, place: Place, change: (parts: Filter[]) => Filter[]): Filter {
  const group = groupOf(filter)
  if (!group) return filter
  const [i, ...rest] = place
  return makeGroup({ ...group, parts: i === undefined ? change(group.parts) : group.parts.map((part, k) => (k === i ? edit(part, rest, change) : part)) })
}

const without = (i: number) => (parts: Filter[]) => parts.filter((_, k) => k !== i)
const having = (i: number, part: Filter) => (parts: Filter[]) => [...parts.slice(0, i), part, ...parts.slice(i)]

function height(filter: Filter): number {
  const group = groupOf(filter)
  return group ? 1 + Math.max(0, ...group.parts.map(height)) : 0
}

/**
 * Moves a part one step up or down, as one reads: past the condition beside it, into the group beside it, or out of its own
 * group. Null at either end.
 */
export function moved(root: Filter, from: Place, step: Step): { root: Filter; place: Place } | null {
  const [around, i] = [from.slice(0, -1), from[from.length - 1]]
  const parts = partsAt(root, around)
  const part = parts[i]
  const beside = parts[i + step]
  if (part === undefined) return null
  const taken = edit(root, around, without(i))
  const put = (place: Place) => ({ root: edit(taken, place.slice(0, -1), having(place[place.length - 1], part)), place })
  if (beside === undefined) {
    if (around.length === 0) return null
    const out = around[around.length - 1]
    return put([...around.slice(0, -1), step < 0 ? out : out + 1])
  }
  const group = groupOf(beside)
  if (!group || around.length + 1 + height(part) > DEEPEST) return put([...around, i + step])
  return put(step < 0 ? [...around, i - 1, group.parts.length] : [...around, i, 0])
}

/** Whether there is anywhere to go. */
export function canMove(root: Filter, from: Place, step: Step): boolean {
  if (from.length > 1) return true
  return from[0] + step >= 0 && from[0] + step < (groupOf(root)?.parts.length ?? 0)
}
