/** Why mail is held back, by the code of the send gate; what is no code was said in words. */
import type { TFunction } from 'i18next'
import { sentence } from '@/format'
import { said } from '@/i18n/said'

export const heldReason = (t: TFunction, reason: string): string => t(`held.${reason}`, { defaultValue: sentence(said(reason)) })
