/** Finding and changing blocks. Every change gives a new document; what it does not touch stays the same object. */
import type { Block, Branch, Doc, Element, Owner } from './types'

/** Which blocks a list is for: rows of the mail, columns of a row, or what stands in a column. */
export type Level = 'rows' | 'columns' | 'content'

const OWNS: Record<string, Level> = {
  'mj-body': 'rows', 'mj-wrapper': 'rows', 'mj-section': 'columns', 'mj-group': 'columns', 'mj-column': 'content', 'mj-hero': 'content',
}
const BELONGS: Record<string, Level> = {
  'mj-wrapper': 'rows', 'mj-section': 'rows', 'mj-hero': 'rows', 'mj-column': 'columns', 'mj-group': 'columns',
}

export const LEVELS: Level[] = ['rows', 'columns', 'content']

/** What the snippets are made of, by the path that includes them: told by who has read them. */
export const SNIPPET_LEVELS = new Map<string, Level>()

export interface Spot {
  block: Block
  owner: Owner
  index: number
  level: Level
  /** Blocks around it, the outermost first; without the body. */
  around: Block[]
}

export const isBranch = (owner: Owner): owner is Branch => 'tag' in owner

export const bodyOf = (doc: Doc) => doc.root.children.find((b) => b.type === 'element' && b.name === 'mj-body') as Element
export const headOf = (doc: Doc) => doc.root.children.find((b) => b.type === 'element' && b.name === 'mj-head') as Element | undefined

/** The lists that a block has to show. */
export function listsOf(block: Block): Owner[] {
  if (block.type === 'logic') return block.branches
  return block.type === 'element' && OWNS[block.name] ? [block] : []
}

/** Every block of the body with its place, in the order of the source. */
export function spots(doc: Doc): Spot[] {
  const out: Spot[] = []
  const walk = (owner: Owner, level: Level, around: Block[]) => owner.children.forEach((block, index) => {
    out.push({ block, owner, index, level, around })
    const own = block.type === 'element' ? OWNS[block.name] : level
    listsOf(block).forEach((list) => walk(list, own, [...around, block]))
  })
  walk(bodyOf(doc), 'rows', [])
  return out
}

export const spotOf = (doc: Doc, id: string | null) => (id ? spots(doc).find((s) => s.block.id === id) : undefined)

/** A list by its owner, and what level it is of. */
export function listOf(doc: Doc, id: string): { owner: Owner; level: Level; depth: number; around: Block[] } | undefined {
  const body = bodyOf(doc)
  if (body.id === id) return { owner: body, level: 'rows', depth: 2, around: [] }
  for (const spot of spots(doc)) {
    const owner = listsOf(spot.block).find((list) => list.id === id)
    if (!owner) continue
    const around = [...spot.around, spot.block]
    const level = isBranch(owner) ? spot.level : OWNS[(owner as Element).name]
    return { owner, level, depth: 2 + around.filter((b) => b.type === 'element').length, around }
  }
}

/** Where a block may stand; a condition where its blocks may, but not between columns, whose widths depend on each other. */
export function fits(block: Block, level: Level): boolean {
  if (block.type === 'logic') return level !== 'columns' && block.branches.every((b) => b.children.every((c) => fits(c, level)))
  if (block.type === 'loose' || block.name === 'mj-raw') return level !== 'columns'
  if (block.name === 'mj-include') return (SNIPPET_LEVELS.get(block.attrs.find((a) => a.name === 'path')?.value ?? '') ?? (level === 'columns' ? 'rows' : level)) === level
  return (BELONGS[block.name] ?? 'content') === level
}

type Change = (block: Block) => Block[]

/** The document with a block replaced by others, or by nothing. */
export function replaced(doc: Doc, id: string, change: Change): Doc {
  return withRoot(doc, (list) => mapped(list, id, change))
}

export function updated<B extends Block>(doc: Doc, id: string, change: (block: B) => Block): Doc {
  return replaced(doc, id, (block) => [change(block as B)])
}

/** The document with another list of an owner. */
export function withList(doc: Doc, id: string, change: (list: Block[]) => Block[]): Doc {
  const inOwner = <O extends Owner>(owner: O): O => {
    const children = owner.id === id ? change(owner.children) : deep(owner.children)
    if (children === owner.children) return owner
    return isBranch(owner) ? { ...owner, children } : { ...owner, children, empty: owner.empty && children.length === 0 }
  }
  const deep = (list: Block[]): Block[] => same(list, (block) => {
    if (block.type === 'element') return inOwner(block)
    if (block.type !== 'logic') return block
    const branches = same(block.branches, inOwner)
    return branches === block.branches ? block : { ...block, branches }
  })
  return { ...doc, root: inOwner(doc.root) }
}

function withRoot(doc: Doc, change: (list: Block[]) => Block[]): Doc {
  const children = change(doc.root.children)
  return children === doc.root.children ? doc : { ...doc, root: { ...doc.root, children } }
}

function mapped(list: Block[], id: string, change: Change): Block[] {
  const at = list.findIndex((b) => b.id === id)
  if (at >= 0) return [...list.slice(0, at), ...change(list[at]), ...list.slice(at + 1)]
  return same(list, (block) => {
    if (block.type === 'element') {
      const children = mapped(block.children, id, change)
      return children === block.children ? block : { ...block, children }
    }
    if (block.type !== 'logic') return block
    const branches = same(block.branches, (b) => {
      const children = mapped(b.children, id, change)
      return children === b.children ? b : { ...b, children }
    })
    return branches === block.branches ? block : { ...block, branches }
  })
}

/** A list mapped, and the list itself when nothing in it changed. */
function same<T>(list: T[], change: (item: T) => T): T[] {
  const next = list.map(change)
  return next.every((item, i) => item === list[i]) ? list : next
}
