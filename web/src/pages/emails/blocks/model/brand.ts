/** The brand kit of an email: what its head says of fonts, colours and the logo. */
import { attr, isNamed, withAttr } from './attributes'
import { indented } from './place'
import { parseBlocks } from './parse'
import { bodyOf, headOf, updated } from './tree'
import type { Block, Doc, Element } from './types'

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
  return made
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

/** Every colour that the document names, the most used first: a palette without a setting of its own. */
export function coloursOf(source: string): string[] {
  const count = new Map<string, number>()
  for (const [found] of source.matchAll(/#[\da-fA-F]{6}\b/g)) count.set(found.toLowerCase(), (count.get(found.toLowerCase()) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1]).map(([colour]) => colour).slice(0, 14)
}
