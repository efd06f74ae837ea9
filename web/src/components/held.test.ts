/** Every code of the send gate has its words. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next from 'i18next'
import { expect, test } from 'vitest'
import '@/i18n'
import { heldReason } from './held'

test('no code of the send gate is shown as it is', () => {
  const gate = readFileSync(join(import.meta.dirname, '../../../crates/rules/src/send_gate.rs'), 'utf8')
  const codes = [...gate.matchAll(/HeldCode::\w+ => "(\w+)"/g)].map((m) => m[1])
  expect(codes.length).toBeGreaterThan(5)
  for (const code of codes) expect(heldReason(i18next.t, code), code).not.toBe(code)
  expect(heldReason(i18next.t, 'the contact has no e-mail address')).toBe('The contact has no e-mail address')
})
