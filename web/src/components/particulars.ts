/** The particulars of an activity in words: lengths of time as such, keys by the name of what they are keys of, other keys as words. */
import type { TFunction } from 'i18next'
import type { Json } from '@/api/types'
import { duration, humanise, value, word } from '@/format'
import { said } from '@/i18n/said'

/** What keys are called, by what they are keys of. */
export interface Called {
  user: (id: string) => string | undefined
  stage: (key: string) => string | undefined
  status: (program: string, key: string) => string | undefined
  definition: (kind: 'email' | 'asset' | 'program' | 'list', key: string) => string | undefined
}

export function particular(t: TFunction, { kind, asset }: { kind: string; asset: string | null }, key: string, v: Json, called: Called): string {
  const n = typeof v === 'number' ? v : typeof v === 'string' && /^\d+$/.test(v) ? Number(v) : null
  if (n !== null && key === 'minutes') return duration(n * 60)
  if (n !== null && key === 'seconds') return duration(n)
  if (typeof v !== 'string') return value(v)
  return name(t, kind, asset, key, v, called) ?? (key === 'reason' ? said(v) : ['url', 'path', 'link', 'referrer', 'text', 'note'].includes(key) ? value(v) : key in SINGLE ? humanise(v) : word(v))
}

/** Particulars that are keys even when they are a single word. */
const SINGLE = { channel: 1, touch_type: 1, session_type: 1, source: 1, role: 1, outcome: 1, status: 1, utm_source: 1, utm_medium: 1 }

function name(t: TFunction, kind: string, asset: string | null, key: string, v: string, called: Called): string | undefined {
  if (v.startsWith('usr_')) return called.user(v)
  if (key === 'way' && kind.startsWith('email_')) return t(`ways.fixed.${v}`, { defaultValue: v })
  if (asset?.endsWith(':relationship')) return t(`relationship.${v}`, { defaultValue: v })
  if (asset === 'account:tier') return t(`tier.${v}`, { defaultValue: v })
  if (kind === 'stage_changed' && (key === 'from' || key === 'to')) return called.stage(v)
  if (kind === 'lead_closed' && key === 'outcome') return t(`leadoutcome.${v}`, { defaultValue: v })
  if (kind.startsWith('program_') && key === 'status' && asset) return called.status(asset, v)
  return key === 'email' || key === 'asset' || key === 'program' || key === 'list' ? called.definition(key, v) : undefined
}
