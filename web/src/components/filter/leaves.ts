/** The kinds of condition, a blank of each, and how groups and negation are told apart. */
import type { Filter } from '@/api/model'

export const LEAVES = [
  'field', 'did', 'sequence', 'not_since', 'measure', 'at_account', 'in_segment', 'in_list', 'program', 'score', 'stage', 'consent', 'relationship', 'tier',
  'opportunity',
] as const
export type LeafKind = (typeof LEAVES)[number]
/** What can be asked about the contacts of an account: scores and tiers build on such counts, and these do not nest. */
export const LEAVES_AT_ACCOUNT = LEAVES.filter((kind) => !['at_account', 'score', 'tier'].includes(kind))
/** Groups by what must hold of their parts; `none` is written `not any`. */
export type Joint = 'all' | 'any' | 'none'

export function blank(kind: LeafKind): Filter {
  switch (kind) {
    case 'field': return { field: { of: 'contact', key: 'country', op: 'is', values: [] } }
    case 'did': return { did: { kind: ['page_viewed'], count: { at_least: 1 }, window: { last_days: 30 } } }
    case 'sequence': return { sequence: { first: { kind: ['email_clicked'] }, then: { kind: ['page_viewed'] }, within_days: 7 } }
    case 'not_since': return { not_since: { first: { kind: ['email_sent'] }, then: { kind: ['email_opened'] }, window: { last_days: 30 } } }
    case 'measure': return { measure: { kind: ['page_viewed'], window: { last_days: 30 }, of: 'distinct_assets', op: 'at_least', values: [3] } }
    case 'at_account': return { at_account: { who: { all: [blank('did')] }, count: { at_least: 3 } } }
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
    if ('all' in inner) return { joint: 'none', parts: inner.all.length === 1 ? inner.all : [inner] }
    if ('not' in inner) return groupOf(inner.not)
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

/** The kind of a condition; one that this builder does not know is kept and shown as it is. */
export const kindOf = (leaf: Filter) => Object.keys(leaf)[0] as LeafKind
export const isKnown = (leaf: Filter) => (LEAVES as readonly string[]).includes(kindOf(leaf))

/** A builder always shows a group at the top. */
export function asGroup(filter: Filter): Filter {
  return groupOf(filter) ? filter : { all: [filter] }
}

/** How many conditions a filter has. */
export function countLeaves(filter: Filter): number {
  const group = groupOf(filter)
  if (group) return group.parts.reduce((sum, part) => sum + countLeaves(part), 0)
  const { leaf } = leafOf(filter)
  return 1 + ('at_account' in leaf ? countLeaves(leaf.at_account.who) : 0)
}
