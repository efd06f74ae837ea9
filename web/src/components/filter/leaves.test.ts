/** Groups, negation and completeness of filters as the builder sees them. */
import { expect, test } from 'vitest'
import type { Filter, Window } from '@/api/model'
import { isComplete } from './complete'
import { blank, countLeaves, groupOf, isKnown, kindOf, leafOf, LEAVES, LEAVES_AT_ACCOUNT, makeGroup } from './leaves'

test('every blank is of its own kind', () => {
  for (const kind of LEAVES) expect(kindOf(blank(kind))).toBe(kind)
})

test('a group comes back as it was', () => {
  const parts = [blank('score'), blank('consent')]
  for (const joint of ['all', 'any', 'none'] as const) expect(groupOf(makeGroup({ joint, parts }))).toEqual({ joint, parts })
})

test('"not all" keeps its meaning as a group of none, also when it is empty', () => {
  const both: Filter = { all: [blank('score'), blank('tier')] }
  expect(groupOf({ not: both })).toEqual({ joint: 'none', parts: [both] })
  expect(groupOf({ not: { all: [] } })).toEqual({ joint: 'none', parts: [{ all: [] }] })
})

test('negations of a condition or a group cancel out in pairs', () => {
  const leaf = blank('consent')
  expect(leafOf({ not: leaf })).toEqual({ leaf, negated: true })
  expect(leafOf({ not: { not: leaf } })).toEqual({ leaf, negated: false })
  expect(groupOf({ not: { not: { any: [leaf] } } })).toEqual({ joint: 'any', parts: [leaf] })
})

test('a condition of a kind that is not known is told from the others, and complete as it is', () => {
  const newer = { weather: { at: 'home' } } as unknown as Filter
  expect(isKnown(newer)).toBe(false)
  expect(isComplete({ all: [newer, { not: newer }] })).toBe(true)
  expect(makeGroup(groupOf({ any: [newer] })!)).toEqual({ any: [newer] })
})

test('a filter with a gap is not complete', () => {
  expect(isComplete({ all: [] })).toBe(true)
  expect(isComplete({ all: [{ any: [] }] })).toBe(false)
  expect(isComplete(blank('in_segment'))).toBe(false)
  expect(isComplete({ field: { of: 'contact', key: 'country', op: 'between', values: [1] } })).toBe(false)
  expect(isComplete({ field: { of: 'contact', key: 'country', op: 'known' } })).toBe(true)
})

test('a figure, its property and its comparison have to be there', () => {
  const measure = { kind: ['purchase'], of: { sum: 'value' }, op: 'at_least', values: [{ minor: 100, currency: 'EUR' }] } as const
  const of = (part: object) => isComplete({ measure: { ...measure, kind: ['purchase'], values: [...measure.values], ...part } })
  expect(of({})).toBe(true)
  expect(of({ values: [] })).toBe(false)
  expect(of({ of: { sum: { property: '' } } })).toBe(false)
  expect(of({ of: { distinct: ' ' } })).toBe(false)
  expect(of({ of: 'first', op: 'unknown', values: [] })).toBe(true)
  expect(of({ properties: [{ key: '', op: 'is', values: ['x'] }] })).toBe(false)
})

test('windows name their segment and stage, and end after they begin', () => {
  const within = (window: Window) => isComplete({ not_since: { first: { kind: ['email_sent'] }, then: { kind: ['email_opened'] }, window } })
  expect(within({ previous: 'quarter' })).toBe(true)
  expect(within({ since_segment: '' })).toBe(false)
  expect(within({ since_stage: 'mql' })).toBe(true)
  expect(within({ between: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } })).toBe(false)
})

test('conditions of other contacts count, and have gaps of their own', () => {
  const at = blank('at_account')
  expect(isComplete(at)).toBe(true)
  expect(isComplete({ at_account: { who: blank('in_list') } })).toBe(false)
  expect(isComplete({ at_account: { who: { all: [] }, count: { at_least: 0 } } })).toBe(false)
  expect(countLeaves({ all: [blank('did'), { not: { any: [blank('tier'), { not: at }] } }] })).toBe(4)
  expect(LEAVES_AT_ACCOUNT).not.toContain('at_account')
})
