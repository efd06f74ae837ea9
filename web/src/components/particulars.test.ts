/** No raw key reaches the reader of a timeline. */
import i18next from 'i18next'
import { expect, test } from 'vitest'
import '@/i18n'
import { word } from '@/format'
import { shownValue } from './fields/shown'
import { particular, type Called } from './particulars'

const called: Called = {
  user: (id) => (id === 'usr_00000001' ? 'Elena' : undefined), stage: () => undefined,
  status: (program, key) => (program === 'fair' && key === 'sent' ? 'Invited' : undefined), definition: (kind, key) => (kind === 'email' && key === 'spring' ? 'Spring letter' : undefined),
}
const say = (kind: string, key: string, v: string | number | boolean, asset: string | null = null) => particular(i18next.t, { kind, asset }, key, v, called)

test('lengths of time, statuses, mails and keys in words', () => {
  expect(say('lead_accepted', 'minutes', 5954)).toBe('4 d 3 h')
  expect(say('session', 'seconds', '381')).toBe('6 min 21 s')
  expect(say('program_status_changed', 'status', 'sent', 'fair')).toBe('Invited')
  expect(say('program_status_changed', 'status', 'sent', 'gone')).toBe('Sent')
  expect(say('email_sent', 'email', 'spring')).toBe('Spring letter')
  expect(say('email_sent', 'way', 'outbox')).toBe('Built-in outbox')
  expect(say('email_sent', 'way', 'sendgrid_eu')).toBe('sendgrid_eu')
  expect(say('lead_assigned', 'owner', 'usr_00000001')).toBe('Elena')
  expect(say('inbound_touch', 'channel', 'inbound_marketing')).toBe('Inbound marketing')
  expect(say('sales_call', 'outcome', 'left_voicemail')).toBe('Left voicemail')
  expect(say('session', 'url', 'a_b')).toBe('a_b')
})

test('only keys become words', () => {
  expect(word('sdr_outbound')).toBe('Sdr outbound')
  for (const text of ['Trade fair 2026', 'ana_b@example.com', 'web', 'usr_00000002', 'acc_000001f1']) expect(word(text)).toBe(text)
})

test('values of fields: the label of a choice, a key as words', () => {
  expect(shownValue('partner_referral', { type: 'text' })).toBe('Partner referral')
  expect(shownValue('a_b', { type: 'choice', choices: [{ key: 'a_b', label: 'Both' }] })).toBe('Both')
  expect(shownValue('a_b@example.com', { type: 'email' })).toBe('a_b@example.com')
  expect(shownValue(null, undefined)).toBe('–')
})
