/** The kinds of condition, a blank of each, and how groups and negation are told apart. */
import type { Filter } from '@/api/model'

export const LEAVES = [
  'field', 'did', 'sequence', 'in_segment', 'in_list', 'program', 'score', 'stage', 'consent', 'relationship', 'tier', 'opportunity',
] as const
export type LeafKind = (typeof LEAVES)[number]
/** Groups by what must hold of their parts; `none` is written `not any`. */
export type Joint = 'all' | 'any' | 'none'

export function blank(kind: LeafKind): Filter {
  switch (kind) {
    case 'field': return { field: { of: 'contact', key: 'country', op: 'is', values: [] } }
    case 'did': return { did: { kind: ['page_viewed'], count: { at_least: 1 }, window: { last_days: 30 } } }
    case 'sequence': return { sequence: { first: { kind: ['email_clicked'] }, then: { kind: ['page_viewed'] }, within_days: 7 } }
    case 'in_segment': return { in_segment: '' }
    case 'in_list': return { in_list: '' }
    case 'program': return { program: { key: '' } }
    case 'score': return { score: { part: 'behaviour', at_least: 40 } }
    case 'stage': return { stage: [] }
    case 'consent': return { consent: 'given' }
    case 'relationship': return { relationship: ['prospect'] }
    case 'tier': return { tier: ['named', 'target'] }
    case 'opportunity': return { opportunity: { outcome: ['open'] } }
  }
}

export interface GroupShape { joint: Joint; parts: Filter[] }

/** The group that a filter is, or null for a condition. */
export function groupOf(filter: Filter): GroupShape | null {
  if ('all' in filter) return { joint: 'all', parts: filter.all }
  if ('any' in filter) return { joint: 'any', parts: filter.any }
  if ('not' in filter) {
    const inner = filter.not
    if ('any' in inner) return { joint: 'none', parts: inner.any }
    if ('all' in inner && inner.all.length > 0) return { joint: 'none', parts: inner.all.length === 1 ? inner.all : [inner] }
  }
  return null
}

export function makeGroup({ joint, parts }: GroupShape): Filter {
  if (joint === 'all') return { all: parts }
  if (joint === 'any') return { any: parts }
  return { not: { any: parts } }
}

/** A condition without its negations, and whether it was negated. */
export function leafOf(filter: Filter): { leaf: Filter; negated: boolean } {
  if (!('not' in filter)) return { leaf: filter, negated: false }
  const { leaf, negated } = leafOf(filter.not)
  return { leaf, negated: !negated }
}

export const kindOf = (leaf: Filter) => Object.keys(leaf)[0] as LeafKind

/** A builder always shows a group at the top. */
export function asGroup(filter: Filter): Filter {
  return groupOf(filter) ? filter : { all: [filter] }
}

/** How many conditions a filter has. */
export function countLeaves(filter: Filter): number {
  const group = groupOf(filter)
  if (group) return group.parts.reduce((sum, part) => sum + countLeaves(part), 0)
  return 1
}

/** Whether something is still to be filled in; such a filter is not counted. */
export function isComplete(filter: Filter): boolean {
  const group = groupOf(filter)
  if (group) return group.parts.every(isComplete)
  const { leaf } = leafOf(filter)
  if ('field' in leaf) return takesNoValue(leaf.field.op) || (leaf.field.values ?? []).length >= (leaf.field.op === 'between' ? 2 : 1)
  if ('did' in leaf) return leaf.did.kind.length > 0
  if ('sequence' in leaf) return leaf.sequence.first.kind.length > 0 && leaf.sequence.then.kind.length > 0
  if ('in_segment' in leaf) return leaf.in_segment !== ''
  if ('in_list' in leaf) return leaf.in_list !== ''
  if ('program' in leaf) return leaf.program.key !== ''
  if ('stage' in leaf) return leaf.stage.length > 0
  if ('relationship' in leaf) return leaf.relationship.length > 0
  if ('tier' in leaf) return leaf.tier.length > 0
  return true
}

export const takesNoValue = (op: string) => op === 'known' || op === 'unknown' || op === 'empty'
