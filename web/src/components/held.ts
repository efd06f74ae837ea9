/** Why mail is held back, by the code of the send gate; what is no code was said in words. */
import type { TFunction } from 'i18next'
import { sentence } from '@/format'
import { said } from '@/i18n/said'

export const heldReason = (t: TFunction, reason: string): string => t(`held.${reason}`, { defaultValue: sentence(said(reason)) })

/** What only waits: a run sends to these later. */
const LATER = new Set(['quiet_hours', 'daily_limit', 'weekly_limit'])
export const heldForLater = (held: { reason: string; count: number }[]): number => held.filter((h) => LATER.has(h.reason)).reduce((sum, h) => sum + h.count, 0)
