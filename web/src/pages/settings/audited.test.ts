/** Every deed that the server notes has its words in each language, and so has every right. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import i18next from 'i18next'
import { expect, test } from 'vitest'
import '@/i18n'
import en from '@/i18n/en.json'
import document from '@/api/openapi.json'
import { auditDetail, auditObject } from './audited'

const t = i18next.t
const routes = join(import.meta.dirname, '../../../../crates/api/src/routes')

function rust(dir: string): string {
  return readdirSync(dir, { withFileTypes: true }).map((e) => (e.isDirectory() ? rust(join(dir, e.name)) : readFileSync(join(dir, e.name), 'utf8'))).join('\n')
}

test('what the server notes is known', () => {
  const noted = [...rust(routes).matchAll(/"((?:approval|session|sender_domain|user|key|contacts?|instance|definition|email|import|parked|query|run|suppression|mail|program|file|draft|ways?)\.(?:\w+ed|run))"/g)].map((m) => m[1])
  expect(noted.length).toBeGreaterThan(15)
  expect(noted.filter((action) => !(`audit.act.${action}` in en))).toEqual([])
})

test('every right has a name', () => {
  expect(document.components.schemas.Right.enum.filter((right) => !(`right.${right}` in en))).toEqual([])
})

test('objects and particulars in words', () => {
  expect(auditObject(t, 'usr_00000001', { usr_00000001: 'Elena' })).toBe('Elena')
  expect(auditObject(t, 'segment/engaged', {})).toBe('Segments · engaged')
  expect(auditObject(t, 'con_00000001', {})).toBe('Contact con_00000001')
  expect(auditObject(t, 'session', {})).toBe('')
  expect(auditObject(t, 'ana@example.com', {})).toBe('ana@example.com')
  expect(auditDetail(t, 'contacts.exported', '12 rows, personal data masked')).toBe('12 rows, personal data masked')
  expect(auditDetail(t, 'definition.published', 'version 3')).toBe('Version 3')
  expect(auditDetail(t, 'suppression.added', 'opt_out: asked by phone')).toBe('Opted out: asked by phone')
  expect(auditDetail(t, 'user.changed', 'role, password')).toBe('Role, Password')
  expect(auditDetail(t, 'run.created', 'run 7, despite audience.came_back')).toBe('Run 7, in spite of audience.came_back')
  expect(auditDetail(t, 'run.winner_chosen', 'run 7: b')).toBe('Run 7: b')
  expect(auditDetail(t, 'mail.returned', 'bounce:hard_user')).toBe('Bounce: No such mailbox')
  expect(auditDetail(t, 'mail.returned', 'complaint:unknown')).toBe('Complaint')
})

test('what the server notes in words is read in the language that is chosen', async () => {
  await i18next.changeLanguage('es')
  expect(auditDetail(t, 'program.released', 'what waited goes out')).toBe('lo que esperaba sale')
  expect(auditDetail(t, 'program.released', 'what waited is dropped')).toBe('lo que esperaba se descarta')
  expect(auditDetail(t, 'suppression.lifted', 'invalid: called by hand')).toBe('No funciona: called by hand')
  expect(auditDetail(t, 'suppression.lifted', 'invalid: 25 × @example.com from 2026-01-31T10:00:00Z to 2026-01-31T11:00:00.5Z: out of order: an hour')).toMatch(/^No funciona: 25 × en example\.com, suprimido desde el 31 ene 2026, .+, suprimido antes del 31 ene 2026, .+: out of order: an hour$/)
  expect(auditDetail(t, 'suppression.lifted', 'invalid: 3 × "paused by hand": why')).toBe('No funciona: 3 × “pausado a mano”: why')
  await i18next.changeLanguage('en')
})
