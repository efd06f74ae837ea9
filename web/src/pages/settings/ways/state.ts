/** How a way stands, in colours, and what it is called. */
import type { TFunction } from 'i18next'
import type { Way } from '@/api/types'

export const COLOR: Record<string, string> = { ready: 'campo', off: 'gray', resting: 'sun', refused: 'clay', broken: 'clay', full: 'sun' }

export const nameOf = (t: TFunction, way: Way) => (way.fixed ? t(`ways.fixed.${way.kind}`) : way.label)
