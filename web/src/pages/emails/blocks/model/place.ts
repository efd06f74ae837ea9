/** Putting a block into the document where it belongs, with what has to be around it, on a line of its own. */
import { parseBlocks } from './parse'
import { bodyOf, fits, isBranch, listOf, listsOf, spotOf, spots, updated, withList, type Level } from './tree'
import type { Block, Doc, Element, Loose } from './types'
import { writeBlock } from './write'

const onlyBlank = (text: string) => !/\S/.test(text)
const line = (depth: number) => `\n${'  '.repeat(Math.max(0, depth))}`

/** A block that begins on a line of its own, as deep as it stands. Comments before it are kept. */
export function indented<B extends Block>(block: B, depth: number): B {
  const lead = onlyBlank(block.lead) ? line(depth) : block.lead
  if (block.type === 'loose') return { ...block, lead: block.lead === '' ? '\n' : block.lead }
  if (block.type === 'logic') {
    const branches = block.branches.map((b, i) => ({ ...b, tag: i === 0 ? b.tag : indented(b.tag, depth), children: b.children.map((c) => indented(c, depth)) }))
    return { ...block, lead, branches, end: indented(block.end, depth) }
  }
  if (block.children.length === 0) return { ...block, lead }
  return { ...block, lead, children: block.children.map((c) => indented(c, depth + 1)), trail: onlyBlank(block.trail) ? line(depth) : block.trail }
}

/** What has to be around a block so that it may stand in a list. */
function dressed(block: Block, level: Level): Block | null {
  if (fits(block, level)) return block
  if (level === 'rows' && fits(block, 'content')) return around('<mj-section><mj-column></mj-column></mj-section>', block)
  if (level === 'columns' && fits(block, 'content')) return around('<mj-column></mj-column>', block)
  return null
}

function around(frame: string, block: Block): Block {
  const put = (e: Element): Element => ({ ...e, children: e.children.length ? [put(e.children[0] as Element)] : [block] })
  return put(parseBlocks(frame)[0] as Element)
}

/** The document with a block in a list; nothing when it may not stand there. */
export function inserted(doc: Doc, owner: string, index: number, block: Block): Doc | null {
  const list = listOf(doc, owner)
  const dress = list && dressed(block, list.level)
  if (!dress) return null
  const made = withList(doc, owner, (old) => [...old.slice(0, index), indented(dress, list.depth), ...old.slice(index)])
  const after = list.owner
  if (isBranch(after)) return withEnd(made, owner, list.depth)
  return onlyBlank(after.trail) ? updated<Element>(made, owner, (e) => ({ ...e, trail: line(list.depth - 1) })) : made
}

/** The tag that ends a branch begins on a line of its own. */
function withEnd(doc: Doc, id: string, depth: number): Doc {
  const spot = spots(doc).find((s) => listsOf(s.block).some((o) => o.id === id))
  return spot?.block.type === 'logic' && spot.block.end.lead === '' ? updated(doc, spot.block.id, (b) => indented(b, depth)) : doc
}

/** Where a new block goes: into the selected frame, else after what is selected, else at the end above the footer. */
export function placeFor(doc: Doc, selected: string | null, block: Block): { owner: string; index: number } {
  const spot = spotOf(doc, selected)
  if (spot) {
    const frame = frameOf(doc, spot.block)
    if (frame && dressed(block, frame.level)) return { owner: frame.id, index: frame.length }
    for (const at of [spot, ...spot.around.toReversed().map((b) => spotOf(doc, b.id)!)]) {
      if (fits(block, at.level)) return { owner: at.owner.id, index: at.index + 1 }
    }
  }
  const rows = bodyOf(doc).children
  const last = rows.findLastIndex((b) => writeBlock(b).includes('unsubscribe_url'))
  return { owner: bodyOf(doc).id, index: last < 0 ? rows.length : last }
}

/** The list of a frame that is filled first: a branch, a column, or the first column of a row. */
export function frameOf(doc: Doc, block: Block): { id: string; length: number; level: Level } | null {
  const [own] = listsOf(block)
  if (!own) return null
  const { level } = listOf(doc, own.id)!
  const column = level === 'columns' && own.children.find((c) => listsOf(c).length > 0)
  return column ? frameOf(doc, column) : { id: own.id, length: own.children.length, level }
}

/** Text between elements that came to stand side by side is one text. */
export function joined(doc: Doc): Doc {
  for (const { block, owner, index } of spots(doc)) {
    const before = owner.children[index - 1]
    if (block.type !== 'loose' || before?.type !== 'loose' || !onlyBlank(block.lead)) continue
    const one: Loose = { ...before, text: before.text + block.lead + block.text }
    return joined(withList(doc, owner.id, (list) => [...list.slice(0, index - 1), one, ...list.slice(index + 1)]))
  }
  return doc
}
