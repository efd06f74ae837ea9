/** Keys in the rows of a KPI, by name. */
import { expect, test } from 'vitest'
import type { DefinitionRow } from '@/api/types'
import { isWord, kindsOf, namedBy } from './named'

const rows = [['email', 'welcome', 'Welcome'], ['asset', 'guide', 'Buyer’s guide'], ['program', 'welcome', 'Welcome new ones']].map(([kind, key, label]) => ({ kind, key, label }) as DefinitionRow)

test('a key is looked up among what its column holds', () => {
  expect(namedBy('asset', 'welcome', rows)).toEqual({ label: 'Welcome', to: '/emails/welcome' })
  expect(namedBy('asset', 'guide', rows)).toEqual({ label: 'Buyer’s guide', to: '/content/guide' })
  expect(namedBy('by', 'welcome', rows)).toEqual({ label: 'Welcome new ones', to: '/programs/welcome' })
  expect(namedBy('program', 'Welcome new ones', rows)).toEqual({ label: 'Welcome new ones', to: '/programs/welcome' })
})

test('what has no definition stays as it came', () => {
  expect(namedBy('by', 'google', rows)).toBeNull()
  expect(namedBy('asset', 'https://example.com/', rows)).toBeNull()
  expect(namedBy('at', 'welcome', rows)).toBeNull()
  expect(namedBy('asset', null, rows)).toBeNull()
})

test('only what the columns need is read', () => {
  expect(kindsOf(['at', 'contact', 'asset', 'by'])).toEqual(['email', 'asset', 'program'])
  expect(kindsOf(['opportunity', 'value'])).toEqual([])
})

test('keys that nobody defined are words, addresses and names are not', () => {
  expect(isWord('asset', 'demo-request')).toBe(true)
  expect(isWord('source', 'paid_search')).toBe(true)
  expect(['/pricing', 'Fair 2026', 'https://example.com'].some((cell) => isWord('asset', cell))).toBe(false)
  expect(isWord('contact', 'ana')).toBe(false)
})
