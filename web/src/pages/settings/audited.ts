/** Entries of the audit trail in words: what was done, to what by its name, and with which particulars. */
import type { TFunction } from 'i18next'
import { dateTime } from '@/format'
import { said } from '@/i18n/said'

/** Names by id, of what has one: users, keys. */
export type Names = Record<string, string | undefined>

const PLACES: Record<string, string> = { contacts: 'nav.contacts', query: 'nav.query', instance: 'settings.instance', suppressions: 'settings.suppressions', session: '' }
const RECORDS: Record<string, string> = { con: 'object.contact', acc: 'object.account', imp: 'nav.import' }

/** What it was done to. */
export function auditObject(t: TFunction, object: string, names: Names): string {
  if (names[object]) return names[object]
  if (object in PLACES) return PLACES[object] && t(PLACES[object])
  const [kind, key] = object.split('/')
  if (key) return `${t(`defkind.${kind}`, { defaultValue: kind })} · ${key}`
  const record = /^([a-z]{3})_[0-9a-z]+$/.exec(object)?.[1]
  return record && RECORDS[record] ? `${t(RECORDS[record])} ${object}` : object
}

/** The particulars, by what was done. */
export function auditDetail(t: TFunction, action: string, detail: string): string {
  const or = (key: string, text: string) => t(key, { defaultValue: text })
  if (detail === '') return ''
  if (action === 'user.created') return or(`role.${detail}`, detail)
  if (action === 'user.changed') return detail.split(', ').map((part) => t(`audit.part.${part}`, { defaultValue: part })).join(', ')
  if (action === 'key.created') return or(`keys.kind.${detail}`, detail)
  if (action.startsWith('import.')) return or(`importobject.${detail}`, detail)
  if (action === 'mail.returned') return returned(t, detail)
  const [, kind, reason] = /^(\w+): ([^]*)$/.exec(detail) ?? []
  if (action.startsWith('suppression.') && kind) return `${or(`suppressions.kind.${kind}`, kind)}: ${lifted(t, reason) ?? said(reason)}`
  const [, run, variant, codes] = /^run (\d+)(?:: (\S+)|, despite (.+))$/.exec(detail) ?? []
  if (run) return codes ? t('audit.n.run_despite', { n: run, codes }) : `${t('audit.n.run', { n: run })}: ${variant}`
  const counted = /^(?:(\d+) (rows|messages|definitions)|(version|run|request) (\S+))(, personal data masked)?$/.exec(detail)
  if (!counted) return said(detail)
  const told = t(`audit.n.${counted[2] ?? counted[3]}`, { n: counted[1] ?? counted[4] })
  return counted[5] ? `${told}, ${t('audit.masked')}` : told
}

/** `bounce:hard_user`: what came back, and of a bounce why. */
function returned(t: TFunction, detail: string): string {
  const [kind, category] = detail.split(':')
  const told = t(`returned.kind.${kind}`, { defaultValue: kind })
  return ['bounce', 'delayed'].includes(kind) ? `${told}: ${t(`returned.category.${category}`, { defaultValue: category })}` : told
}

/** `25 × @example.com from … to … "words": why`: how many were lifted together, which, and why. */
function lifted(t: TFunction, detail: string): string | undefined {
  const found = /^(\d+) ×(?: @(\S+?))?(?: from (\S+Z))?(?: to (\S+Z))?(?: "([^]*?)")?: ([^]*)$/.exec(detail)
  if (!found) return undefined
  const [, n, domain, from, to, words, why] = found
  const which = [domain && t('suppressions.matching_domain', { domain }), from && t('suppressions.matching_from', { at: dateTime(from) }), to && t('suppressions.matching_to', { at: dateTime(to) }), words && `“${said(words)}”`]
  return `${n} × ${which.filter(Boolean).join(', ')}: ${why}`
}
