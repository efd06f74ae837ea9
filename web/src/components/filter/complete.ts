/** Whether anything is still to be filled in; a filter with a gap is not counted. What it says may still be refused by the server. */
import type { Count, Figure, Filter, Json, Matcher, Op, Window } from '@/api/model'
import { groupOf, leafOf } from './leaves'
import { takesNoValue } from './ops'

export function isComplete(filter: Filter): boolean {
  const group = groupOf(filter)
  return group ? group.parts.every(isFilled) : isFilled(filter)
}

/** Everybody is meant by nothing at the top; a group within that is empty waits for its conditions. */
function isFilled(filter: Filter): boolean {
  const group = groupOf(filter)
  if (group) return group.parts.length > 0 && group.parts.every(isFilled)
  const { leaf } = leafOf(filter)
  if ('field' in leaf) return compares(leaf.field.op, leaf.field.values)
  if ('did' in leaf) return named(leaf.did) && bounds(leaf.did.count) && opens(leaf.did.window)
  if ('sequence' in leaf) return named(leaf.sequence.first) && named(leaf.sequence.then) && opens(leaf.sequence.window)
  if ('not_since' in leaf) return named(leaf.not_since.first) && named(leaf.not_since.then) && opens(leaf.not_since.window)
  if ('measure' in leaf) return named(leaf.measure) && figures(leaf.measure.of) && compares(leaf.measure.op, leaf.measure.values) && opens(leaf.measure.window)
  if ('at_account' in leaf) return isComplete(leaf.at_account.who) && bounds(leaf.at_account.count)
  if ('in_segment' in leaf) return leaf.in_segment !== ''
  if ('in_list' in leaf) return leaf.in_list !== ''
  if ('program' in leaf) return leaf.program.key !== ''
  if ('score' in leaf) return (leaf.score.at_least ?? leaf.score.at_most ?? null) !== null
  if ('stage' in leaf) return leaf.stage.length > 0
  if ('relationship' in leaf) return leaf.relationship.length > 0
  if ('tier' in leaf) return leaf.tier.length > 0
  return true
}

function compares(op: Op, values: Json[] = []): boolean {
  return takesNoValue(op) || values.length >= (op === 'between' ? 2 : 1)
}

function named(what: Matcher): boolean {
  return what.kind.length > 0 && (what.properties ?? []).every((test) => test.key.trim() !== '' && compares(test.op, test.values))
}

/** "At least 0" holds of everybody. */
const bounds = (count: Count | undefined) => count?.at_least !== 0 || (count.at_most ?? null) !== null

function opens(window: Window | undefined): boolean {
  if (typeof window !== 'object') return true
  if ('since_segment' in window) return window.since_segment !== ''
  if ('since_stage' in window) return window.since_stage !== ''
  if ('between' in window) return window.between.from < window.between.to
  return true
}

function figures(of: Figure): boolean {
  if (typeof of === 'string') return true
  const inner = Object.values(of)[0] as string | { property: string }
  return (typeof inner === 'string' ? inner : inner.property).trim() !== ''
}
