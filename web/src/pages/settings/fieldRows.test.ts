/** What the settings list, and what forms do. */
import { expect, test } from 'vitest'
import type { Field } from '@/api/model'
import type { DefinitionRow } from '@/api/types'
import { inForce } from '@/components/filter/options'
import { fieldRows } from './fieldRows'

const row = (key: string, state: string, body: object) => ({ key, label: key, state, body }) as unknown as DefinitionRow<Field>
const rows = [
  row('contact.city', 'published', { object: 'contact', key: 'city', type: 'text', label: 'Town' }), row('contact.drafted', 'draft', { object: 'contact', key: 'drafted', type: 'text', label: 'Drafted' }),
  row('contact.broken', 'draft', { label: 'Broken' }), row('contact.gone', 'archived', { object: 'contact', key: 'gone', type: 'text', label: 'Gone' }), row('account.size', 'published', { object: 'account', key: 'size', type: 'text', label: 'Size' }),
]

test('a draft without a key is listed by the key of its definition, to be opened', () => {
  const listed = fieldRows('contact', rows, (key) => key)
  expect(listed.find((f) => f.key === 'contact.broken')).toMatchObject({ label: 'Broken', row: { key: 'contact.broken' } })
  expect(listed.find((f) => f.key === 'contact.city')?.label).toBe('Town')
  expect(listed.map((f) => f.key)).toContain('contact.drafted')
  expect(listed.some((f) => ['contact.gone', 'account.size'].includes(f.key) || f.key.includes('undefined'))).toBe(false)
})

test('forms have the fields in force only', () => {
  expect(inForce(rows).map((f) => f.key)).toEqual(['city', 'size'])
})
