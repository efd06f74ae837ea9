/** Where a segment is named. */
import { expect, test } from 'vitest'
import type { DefinitionRow } from '@/api/types'
import { names, usesOf } from './uses'

test.each([
  ['a condition', { filter: { all: [{ not: { in_segment: 'hot' } }] } }],
  ['a window', { filter: { did: { kind: ['page_viewed'], window: { since_segment: 'hot' } } } }],
  ['other contacts of the account', { filter: { at_account: { who: { any: [{ in_segment: 'hot' }] } } } }],
  ['whom a batch goes to', { does: { batch: { segment: 'hot', email: 'welcome' } } }],
])('by %s', (_, body) => {
  expect(names(body, 'hot')).toBe(true)
  expect(names(body, 'cold')).toBe(false)
})

test('not by a label or by the list of the same key', () => {
  expect(names({ label: 'hot', filter: { in_list: 'hot' } }, 'hot')).toBe(false)
})

test('the segment itself and what is archived do not use it', () => {
  const row = (kind: string, key: string, state = 'published') => ({ kind, key, state, body: { filter: { in_segment: 'hot' } } }) as unknown as DefinitionRow
  expect(usesOf('hot', [row('segment', 'hot'), row('segment', 'b'), row('program', 'hot'), row('program', 'c', 'archived')]).map((r) => `${r.kind}/${r.key}`)).toEqual(['segment/b', 'program/hot'])
})
