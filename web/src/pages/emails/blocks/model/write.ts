/** Blocks → MJML: the inverse of parsing, letter by letter. */
import { CONTAINERS, VOID } from './parse'
import type { Attr, Block, Doc, Element } from './types'

export const write = (doc: Doc) => writeBlock(doc.root) + doc.after

export function writeBlock(block: Block): string {
  if (block.type === 'loose') return block.lead + block.text
  if (block.type === 'element') return writeElement(block)
  return block.lead + block.branches.map((b) => writeElement(b.tag) + b.children.map(writeBlock).join('')).join('') + writeElement(block.end)
}

/** Where each block of the body stands in the source, the frames before what they hold. */
export function placed(doc: Doc): { id: string; start: number; end: number }[] {
  const out: { id: string; start: number; end: number }[] = []
  const inner = (block: Block): Block[] => (block.type === 'logic' ? block.branches.flatMap((b) => [b.tag, ...b.children]) : block.type === 'element' ? block.children : [])
  const walk = (block: Block, from: number) => {
    const text = writeBlock(block)
    out.push({ id: block.id, start: from + block.lead.length, end: from + text.length })
    const [first] = inner(block)
    let at = first ? from + text.length - writeBlock(withoutOpening(block)).length : 0
    for (const child of inner(block)) at = walk(child, at)
    return from + text.length
  }
  walk(doc.root, 0)
  return out
}

/** A block without what comes before the first block in it: as long as the rest. */
function withoutOpening(block: Block): Block {
  if (block.type !== 'element') return { ...block, lead: '' }
  const rest = block.children.map(writeBlock).join('') + block.trail + `</${block.name}${block.gaps[1]}>`
  return { type: 'loose', id: '', lead: '', text: rest }
}

const writeAttr = (a: Attr) => `${a.gap}${a.name}${a.sign}${a.quote}${a.value}${a.quote}`

function writeElement(e: Element): string {
  const open = `${e.lead}<${e.name}${e.attrs.map(writeAttr).join('')}${e.gaps[0]}`
  if (e.empty) return `${open}/>`
  if (VOID.has(e.name)) return `${open}>`
  const inner = CONTAINERS.has(e.name) ? e.children.map(writeBlock).join('') + e.trail : e.content
  return `${open}>${inner}</${e.name}${e.gaps[1]}>`
}
