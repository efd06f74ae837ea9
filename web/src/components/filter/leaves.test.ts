/** Groups, negation and completeness of filters as the builder sees them. */
import { expect, test } from 'vitest'
import type { Filter } from '@/api/model'
import { blank, countLeaves, groupOf, isComplete, kindOf, leafOf, LEAVES, makeGroup } from './leaves'

test('every blank is of its own kind', () => {
  for (const kind of LEAVES) expect(kindOf(blank(kind))).toBe(kind)
})

test('a group comes back as it was', () => {
  const parts = [blank('score'), blank('consent')]
  for (const joint of ['all', 'any', 'none'] as const) expect(groupOf(makeGroup({ joint, parts }))).toEqual({ joint, parts })
})

test('"not all" keeps its meaning as a group of none', () => {
  const both: Filter = { all: [blank('score'), blank('tier')] }
  expect(groupOf({ not: both })).toEqual({ joint: 'none', parts: [both] })
})

test('negations of a condition cancel out in pairs', () => {
  const leaf = blank('consent')
  expect(leafOf({ not: leaf })).toEqual({ leaf, negated: true })
  expect(leafOf({ not: { not: leaf } })).toEqual({ leaf, negated: false })
})

test('a filter with a gap is not complete', () => {
  expect(isComplete({ all: [] })).toBe(true)
  expect(isComplete(blank('in_segment'))).toBe(false)
  expect(isComplete({ field: { of: 'contact', key: 'country', op: 'between', values: [1] } })).toBe(false)
  expect(isComplete({ field: { of: 'contact', key: 'country', op: 'known' } })).toBe(true)
  expect(countLeaves({ all: [blank('did'), { not: { any: [blank('tier'), blank('stage')] } }] })).toBe(3)
})
