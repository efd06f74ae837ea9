/** Moving through a filter as one reads it. */
import { expect, test } from 'vitest'
import type { Filter } from '@/api/model'
import { groupOf } from './leaves'
import { canMove, moved, type Place, type Step } from './tree'

const leaf = (key: string): Filter => ({ in_list: key })
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(leaf)
const root: Filter = { all: [a, { any: [b, c] }, d] }

const go = (from: Place, step: Step, filter = root) => moved(filter, from, step)

test('beside a condition the two change places', () => {
  expect(go([1, 0], 1)).toEqual({ root: { all: [a, { any: [c, b] }, d] }, place: [1, 1] })
})

test('beside a group it goes in at the near end', () => {
  expect(go([0], 1)).toEqual({ root: { all: [{ any: [a, b, c] }, d] }, place: [0, 0] })
  expect(go([2], -1)).toEqual({ root: { all: [a, { any: [b, c, d] }] }, place: [1, 2] })
})

test('at the end of its group it comes out on that side', () => {
  expect(go([1, 0], -1)).toEqual({ root: { all: [a, b, { any: [c] }, d] }, place: [1] })
  expect(go([1, 1], 1)).toEqual({ root: { all: [a, { any: [b] }, c, d] }, place: [2] })
})

test('at either end of the whole there is nowhere to go', () => {
  expect(go([0], -1)).toBeNull()
  expect(go([2], 1)).toBeNull()
  expect([canMove(root, [0], -1), canMove(root, [2], 1), canMove(root, [0], 1), canMove(root, [1, 0], -1)]).toEqual([false, false, true, true])
})

test('a group of none stays one', () => {
  const none: Filter = { all: [{ not: { any: [b, c] } }, d] }
  expect(go([0, 1], 1, none)).toEqual({ root: { all: [{ not: { any: [b] } }, c, d] }, place: [1] })
  expect(go([1], -1, none)?.root).toEqual({ all: [{ not: { any: [b, c, d] } }] })
})

test('groups do not nest deeper than the builder makes them', () => {
  const deep = (n: number): Filter => (n === 0 ? b : { any: [deep(n - 1)] })
  const group: Filter = { all: [deep(5), { any: [c] }] }
  expect(go([0], 1, group)).toEqual({ root: { all: [{ any: [c] }, deep(5)] }, place: [1] })
})

test('all the way down and up again, nothing is lost and all is as before', () => {
  let now: { root: Filter; place: Place } = { root, place: [0] }
  const keys = (filter: Filter): string[] => groupOf(filter)?.parts.flatMap(keys) ?? ['in_list' in filter ? filter.in_list : '']
  const way = [now]
  for (let next = moved(now.root, now.place, 1); next; next = moved(now.root, now.place, 1)) {
    expect(keys(next.root).sort()).toEqual(['a', 'b', 'c', 'd'])
    way.push((now = next))
  }
  expect(now.place).toEqual([2])
  for (const before of way.reverse().slice(1)) {
    now = moved(now.root, now.place, -1)!
    expect(now).toEqual(before)
  }
})
