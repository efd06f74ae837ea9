/** The brand of an email: what its head says of fonts, colours and the logo; or the company's, which it wears by name. */
import { attr, isNamed, sharedOf, withAttr, type Shared } from './attributes'
import { indented } from './place'
import { parseBlocks } from './parse'
import { INCLUDE } from './snippet'
import { bodyOf, headOf, updated, withList } from './tree'
import type { Block, Doc, Element } from './types'
import { writeBlock } from './write'

export interface Brand {
  font?: string; text?: string; size?: string; link?: string; page?: string
  button?: string; button_text?: string; radius?: string
  logo?: string; logo_width?: string; logo_link?: string
}

type Where = [element: string, attribute: string, named?: string]
const PLACES: Record<Exclude<keyof Brand, 'link' | 'page'>, Where> = {
  font: ['mj-all', 'font-family'], text: ['mj-text', 'color'], size: ['mj-text', 'font-size'],
  button: ['mj-button', 'background-color'], button_text: ['mj-button', 'color'], radius: ['mj-button', 'border-radius'],
  logo: ['mj-class', 'src', 'logo'], logo_width: ['mj-class', 'width', 'logo'], logo_link: ['mj-class', 'href', 'logo'],
}
/** What an email draws itself in the brand's colours: a word in that of its links, a bar in that of its buttons. */
const FOLLOWING: Partial<Record<keyof Brand, Where>> = {
  link: ['mj-class', 'color', 'brand-link'], button: ['mj-class', 'background-color', 'brand-button'],
}
const LINK = /^\s*a\s*\{\s*color\s*:\s*([^;}]+?)\s*;?\s*\}\s*$/

export const FONTS = [
  'Arial, Helvetica, sans-serif', "'Helvetica Neue', Helvetica, Arial, sans-serif", 'Verdana, Geneva, sans-serif', 'Tahoma, Verdana, sans-serif', "'Trebuchet MS', Tahoma, sans-serif",
  "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif", 'Georgia, serif', "'Times New Roman', Times, serif", "'Courier New', Courier, monospace",
]

const isRule = ([element, , named]: Where) => (b: Block): b is Element => isNamed(b, element) && (!named || attr(b, 'name') === named)
const isLink = (b: Block): b is Element => isNamed(b, 'mj-style') && LINK.test(b.content)

function rules(doc: Doc): Block[] {
  return (headOf(doc)?.children ?? []).flatMap((b) => (isNamed(b, 'mj-attributes') ? b.children : []))
}

export function brandOf(doc: Doc): Brand {
  const brand: Brand = { link: LINK.exec(headOf(doc)?.children.filter(isLink).at(-1)?.content ?? '')?.[1], page: attr(bodyOf(doc), 'background-color') }
  for (const key of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
    const rule = rules(doc).filter(isRule(PLACES[key])).findLast((r) => attr(r, PLACES[key][1]) !== undefined)
    brand[key] = rule && attr(rule, PLACES[key][1])
  }
  return brand
}

/** The document with parts of the brand said otherwise; an empty one is taken away. */
export function withBrand(doc: Doc, brand: Brand): Doc {
  let made = doc
  for (const [key, value] of Object.entries(brand) as [keyof Brand, string | undefined][]) {
    if (brandOf(made)[key] === (value || undefined)) continue
    if (key === 'page') made = updated<Element>(made, bodyOf(made).id, (b) => withAttr(b, 'background-color', value || undefined))
    else if (key === 'link') made = withLinkColour(made, value)
    else made = withRule(made, PLACES[key], value || undefined)
  }
  return withFollowing(made)
}

/** What follows the brand of the document itself, where it draws something so. */
function withFollowing(doc: Doc): Doc {
  const brand = brandOf(doc)
  const source = writeBlock(bodyOf(doc))
  return (Object.entries(FOLLOWING) as [keyof Brand, Where][]).reduce((made, [key, where]) => {
    const drawn = new RegExp(`mj-class\\s*=\\s*["'][^"']*\\b${where[2]}\\b`).test(source)
    return drawn || !brand[key] ? withRule(made, where, brand[key]) : made
  }, doc)
}

function withRule(doc: Doc, where: Where, value: string | undefined): Doc {
  const [element, name, named] = where
  const found = rules(doc).filter(isRule(where)).at(-1)
  if (found) return updated<Element>(doc, found.id, (r) => withAttr(r, name, value))
  if (value === undefined) return doc
  const head = withHead(doc)
  const list = headOf(head)!.children.find((b) => isNamed(b, 'mj-attributes'))
  if (!list) return withRule(added(head, headOf(head)!, '<mj-attributes></mj-attributes>', 2), where, value)
  const made = added(head, list as Element, named ? `<${element} name="${named}" />` : `<${element} />`, 3)
  return withRule(made, where, value)
}

function withLinkColour(doc: Doc, colour: string | undefined): Doc {
  const found = headOf(doc)?.children.filter(isLink).at(-1)
  const content = `a { color: ${colour?.replace(/[;{}<]/g, '')}; }`
  if (found) return updated<Element>(doc, found.id, (s) => ({ ...s, content: colour ? content : '' }))
  if (!colour) return doc
  const head = withHead(doc)
  return added(head, headOf(head)!, `<mj-style>${content}</mj-style>`, 2)
}

function withHead(doc: Doc): Doc {
  if (headOf(doc)) return doc
  const head = indented(parseBlocks('<mj-head></mj-head>')[0], 1)
  return { ...doc, root: { ...doc.root, children: [head, ...doc.root.children] } }
}

function added(doc: Doc, owner: Element, source: string, depth: number): Doc {
  const block = indented(parseBlocks(source)[0], depth)
  const trail = /\S/.test(owner.trail) ? owner.trail : `\n${'  '.repeat(depth - 1)}`
  return updated<Element>(doc, owner.id, (o) => ({ ...o, empty: false, children: [...o.children, block], trail }))
}

/** The path that stands for the company's brand in the head. */
export const COMPANY = 'brand:company'
const isCompany = (b: Block): b is Element => isNamed(b, INCLUDE) && attr(b, 'path') === COMPANY

export const wears = (head: Element | undefined) => (head?.children ?? []).some(isCompany)
export const wearsCompany = (doc: Doc) => wears(headOf(doc))

/** What an email looks like: its own, and where it wears the company's brand what that says of the rest. */
export function lookOf(doc: Doc, company: Brand): Brand {
  const own = Object.fromEntries(Object.entries(brandOf(doc)).filter(([, value]) => value !== undefined))
  return wearsCompany(doc) ? { ...company, ...own } : own
}

/** What the head says of elements, the company's brand included where it is worn. */
export function sharedIn(head: Element | undefined, company: Brand): Shared {
  const own = sharedOf(head)
  if (!wears(head)) return own
  const all: Record<string, string> = {}
  const elements: Shared['elements'] = company.page ? { 'mj-body': { 'background-color': company.page } } : {}
  // Where there is no logo the company's name stands in its place.
  const classes: Shared['classes'] = { logo: {} }
  for (const [key, [element, name, named]] of [...Object.entries(PLACES), ...Object.entries(FOLLOWING)] as [keyof Brand, Where][]) {
    const into = element === 'mj-all' ? all : named ? (classes[named] ??= {}) : (elements[element] ??= {})
    if (company[key]) into[name] = company[key]
  }
  for (const [key, values] of Object.entries(own.elements)) elements[key] = { ...elements[key], ...values }
  for (const [key, values] of Object.entries(own.classes)) classes[key] = { ...classes[key], ...values }
  return { classes, elements, all: { ...all, ...own.all } }
}

/** The document wearing the company's brand and no other; what its head says beside a brand stays. */
export function withCompany(doc: Doc): Doc {
  if (wearsCompany(doc)) return doc
  const brand = brandOf(doc)
  const bare = swept(withBrand(doc, Object.fromEntries(Object.keys(brand).map((key) => [key, '']))))
  const made = withHead(bare)
  const include = indented(parseBlocks(`<${INCLUDE} path="${COMPANY}" />`)[0], 2)
  const head = headOf(made)!
  const trail = /\S/.test(head.trail) ? head.trail : '\n  '
  return updated<Element>(made, head.id, (h) => ({ ...h, empty: false, children: [include, ...h.children], trail }))
}

/** The document with a brand of its own, which begins as what it looked like. */
export function withOwn(doc: Doc, company: Brand): Doc {
  const head = headOf(doc)
  if (!head || !wears(head)) return doc
  const look = lookOf(doc, company)
  return withBrand(withList(doc, head.id, (list) => list.filter((b) => !isCompany(b))), look)
}

/** Without rules that say nothing any more. */
function swept(doc: Doc): Doc {
  const head = headOf(doc)
  if (!head) return doc
  const says = (b: Block) => b.type !== 'element' || b.attrs.some((a) => a.name !== 'name')
  const rules = head.children.filter((b): b is Element => isNamed(b, 'mj-attributes'))
  const made = rules.reduce((whole, rule) => withList(whole, rule.id, (list) => (list.every(says) ? list : list.filter(says))), doc)
  const bare = (b: Block) => (isNamed(b, 'mj-style') && !b.content.trim()) || (isNamed(b, 'mj-attributes') && b.children.length === 0 && !/\S/.test(b.trail))
  return withList(made, head.id, (list) => (list.some(bare) ? list.filter((b) => !bare(b)) : list))
}

/** Every colour that the document names, the most used first: a palette without a setting of its own. */
export function coloursOf(source: string): string[] {
  const count = new Map<string, number>()
  for (const [found] of source.matchAll(/#[\da-fA-F]{6}\b/g)) count.set(found.toLowerCase(), (count.get(found.toLowerCase()) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1]).map(([colour]) => colour).slice(0, 14)
}
