/** Attributes of elements: as written, as read, and as they come out after what the head of the mail says. */
import { pieces } from './scan'
import type { Block, Element } from './types'

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

/** A value as a reader sees it. Template tags stay as they are. */
export const decoded = (value: string) => outsideTags(value, (text) => text.replace(/&(?:#(\d+)|#[xX]([\da-fA-F]+)|(\w+));/g, (all, number, hex, name) => {
  if (name) return NAMED[name] ?? all
  const code = number ? Number(number) : parseInt(hex, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : all
}))

/** A value as it stands between double quotes. */
export const encoded = (value: string) => outsideTags(value, (text) => text.replace(/[&"<>\u00a0]/g, (c) => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[c] ?? '&#160;'))

const outsideTags = (value: string, change: (text: string) => string) => pieces(value).map((p) => (p.tag ? p.text : change(p.text))).join('')

export function attr(element: Element, name: string): string | undefined {
  const found = element.attrs.find((a) => a.name === name)
  return found && decoded(found.value)
}

/** An element with an attribute set, or without it. What says the same already is left as it was written. */
export function withAttr(element: Element, name: string, value: string | undefined): Element {
  const at = element.attrs.findIndex((a) => a.name === name)
  if (value === undefined) return at < 0 ? element : { ...element, attrs: element.attrs.filter((_, i) => i !== at) }
  if (at < 0) return { ...element, attrs: [...element.attrs, { gap: ' ', name, sign: '=', quote: '"', value: encoded(value) }] }
  if (decoded(element.attrs[at].value) === value && element.attrs[at].sign) return element
  const attrs = element.attrs.map((a, i) => (i === at ? { ...a, sign: a.sign || '=', quote: '"' as const, value: encoded(value) } : a))
  return { ...element, attrs }
}

export const withAttrs = (element: Element, values: Record<string, string | undefined>) =>
  Object.entries(values).reduce((made, [name, value]) => withAttr(made, name, value), element)

/** What the head says of elements: classes, kinds of elements, all. */
export interface Shared { classes: Record<string, Record<string, string>>; elements: Record<string, Record<string, string>>; all: Record<string, string> }

export function sharedOf(head: Element | undefined): Shared {
  const shared: Shared = { classes: {}, elements: {}, all: {} }
  const rules = (head?.children ?? []).filter((b): b is Element => isNamed(b, 'mj-attributes')).flatMap((b) => b.children)
  for (const rule of rules) {
    if (rule.type !== 'element') continue
    const values = Object.fromEntries(rule.attrs.map((a) => [a.name, decoded(a.value)]))
    if (rule.name === 'mj-all') Object.assign(shared.all, values)
    else if (rule.name === 'mj-class') shared.classes[values.name] = { ...shared.classes[values.name], ...values }
    else shared.elements[rule.name] = { ...shared.elements[rule.name], ...values }
  }
  return shared
}

export const isNamed = (block: Block | undefined, name: string): block is Element => block?.type === 'element' && block.name === name

/** What the renderer would take: the element's own, its classes', its kind's, everything's. */
export function effective(element: Element, name: string, shared: Shared): string | undefined {
  const own = attr(element, name)
  if (own !== undefined) return own
  for (const key of attr(element, 'mj-class')?.split(/\s+/) ?? []) {
    const value = shared.classes[key]?.[name]
    if (value !== undefined && name !== 'name') return value
  }
  return shared.elements[element.name]?.[name] ?? shared.all[name]
}
