/** Keys in the rows of a KPI, by name. */
import { expect, test } from 'vitest'
import type { DefinitionRow } from '@/api/types'
import { kindsOf, namedBy } from './named'

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
