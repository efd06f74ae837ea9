/** Blocks → MJML: the inverse of parsing, letter by letter. */
import { CONTAINERS, VOID } from './parse'
import type { Attr, Block, Doc, Element } from './types'

export const write = (doc: Doc) => writeBlock(doc.root) + doc.after

export function writeBlock(block: Block): string {
  if (block.type === 'loose') return block.lead + block.text
  if (block.type === 'element') return writeElement(block)
  return block.lead + block.branches.map((b) => writeElement(b.tag) + b.children.map(writeBlock).join('')).join('') + writeElement(block.end)
}

const writeAttr = (a: Attr) => `${a.gap}${a.name}${a.sign}${a.quote}${a.value}${a.quote}`

function writeElement(e: Element): string {
  const open = `${e.lead}<${e.name}${e.attrs.map(writeAttr).join('')}${e.gaps[0]}`
  if (e.empty) return `${open}/>`
  if (VOID.has(e.name)) return `${open}>`
  const inner = CONTAINERS.has(e.name) ? e.children.map(writeBlock).join('') + e.trail : e.content
  return `${open}>${inner}</${e.name}${e.gaps[1]}>`
}
