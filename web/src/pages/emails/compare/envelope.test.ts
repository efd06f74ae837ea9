import { expect, test } from 'vitest'
import type { Email } from '@/api/model'
import { envelope } from './envelope'

test('only what differs, what is missing as nothing', () => {
  const old = { label: 'A', subject: 'Hello', mjml: '<mjml/>', from_name: '' } as Email
  const now = { label: 'A', subject: 'Goodbye', mjml: '<mjml></mjml>', reply_to: 'x@example.com' } as Email
  expect(envelope(old, now)).toEqual([
    { name: 'subject', old: 'Hello', now: 'Goodbye' },
    { name: 'reply_to', old: '', now: 'x@example.com' },
  ])
  expect(envelope(old, old)).toEqual([])
  const files = { ...old, attachments: [{ file: '79d6a59e1f91', name: 'Offer.pdf' }] }
  expect(envelope(old, files)).toEqual([{ name: 'attachments', old: '', now: 'Offer.pdf (79d6a5)' }])
})
