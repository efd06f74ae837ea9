/** A product: a row whose picture, name, text, price and button are found by their classes. */
import { attr, withAttrs } from './attributes'
import { bodyOf, listsOf, updated } from './tree'
import type { Block, Doc, Element } from './types'

export type Part = 'image' | 'name' | 'text' | 'price' | 'button'

const mark = (part: Part) => `siembra-product-${part}`
const has = (block: Block, name: string): block is Element => block.type === 'element' && (attr(block, 'css-class')?.split(/\s+/).includes(name) ?? false)
export const isProduct = (block: Block): block is Element => has(block, 'siembra-product')

export function partOf(block: Block, part: Part): Element | undefined {
  if (has(block, mark(part))) return block
  for (const owner of listsOf(block)) for (const child of owner.children) {
    const found = partOf(child, part)
    if (found) return found
  }
}

/** One address for the picture and the button. */
export function withLink(doc: Doc, product: Element, href: string): Doc {
  return (['image', 'button'] as const).reduce((made, part) => {
    const found = partOf(product, part)
    return found ? updated<Element>(made, found.id, (e) => withAttrs(e, { href })) : made
  }, doc)
}

export const isBlank = (doc: Doc) => bodyOf(doc).children.every((b) => has(b, 'siembra-footer'))
