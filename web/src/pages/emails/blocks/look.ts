/** How blocks look on the canvas: what the renderer would do, near enough to write in; the preview shows the mail itself. */
import type { CSSProperties } from 'react'
import { effective, type Shared } from './model/attributes'
import type { Element } from './model/types'

const FONT = 'Ubuntu, Helvetica, Arial, sans-serif'
const DEFAULTS: Record<string, Record<string, string>> = {
  'mj-text': { align: 'left', color: '#000000', 'font-family': FONT, 'font-size': '13px', 'line-height': '1', padding: '10px 25px' },
  'mj-button': {
    align: 'center', 'background-color': '#414141', 'border-radius': '3px', color: '#ffffff', 'font-family': FONT, 'font-size': '13px', 'font-weight': 'normal',
    'inner-padding': '10px 25px', 'line-height': '120%', padding: '10px 25px', 'text-decoration': 'none',
  },
  'mj-image': { align: 'center', padding: '10px 25px' },
  'mj-divider': { align: 'center', 'border-color': '#000000', 'border-style': 'solid', 'border-width': '4px', padding: '10px 25px', width: '100%' },
  'mj-spacer': { height: '20px' },
  'mj-social': { align: 'center', padding: '10px 25px', 'icon-size': '20px' },
  'mj-section': { padding: '20px 0' }, 'mj-wrapper': { padding: '20px 0' }, 'mj-hero': { padding: '0' },
  'mj-body': { width: '600px' },
}

export type Get = (name: string) => string | undefined

export const getter = (element: Element, shared: Shared): Get => (name) => effective(element, name, shared) ?? DEFAULTS[element.name]?.[name]

/** Top, right, bottom, left, as CSS reads one to four lengths. */
export function sides(get: Get, name = 'padding'): string[] {
  const [a = '0', b = a, c = a, d = b] = (get(name) ?? '0').trim().split(/\s+/)
  return ['top', 'right', 'bottom', 'left'].map((side, i) => get(`${name}-${side}`) ?? [a, b, c, d][i])
}

export const padding = (get: Get): CSSProperties => ({ padding: sides(get).join(' ') })

export const letters = (get: Get): CSSProperties => ({
  color: get('color'), fontFamily: get('font-family'), fontSize: get('font-size'), fontStyle: get('font-style'), fontWeight: get('font-weight'), lineHeight: get('line-height'),
  letterSpacing: get('letter-spacing'), textTransform: get('text-transform') as CSSProperties['textTransform'], textDecoration: get('text-decoration'),
})

export const surface = (get: Get): CSSProperties => ({
  backgroundColor: get('background-color'), backgroundImage: get('background-url') && `url("${get('background-url')!.replace(/["\\\n]/g, '')}")`, backgroundSize: 'cover',
  borderRadius: get('border-radius'), border: get('border'),
})

export const aligned = (get: Get): CSSProperties => ({ textAlign: get('align') as CSSProperties['textAlign'] })

/** A length in pixels; nothing for percentages and tags. */
export const pixels = (value: string | undefined) => (value && /^\d+(\.\d+)?(px)?$/.test(value) ? parseFloat(value) : undefined)
