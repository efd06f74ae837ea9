/** An email as blocks. Whatever the source says is in here, blanks and comments too, so that writing gives back what was read. */

/** An attribute as written: the blanks before it, its sign with the blanks around, its quote, its value with its entities. */
export interface Attr { gap: string; name: string; sign: string; quote: '"' | "'" | ''; value: string }

interface Common {
  id: string
  /** Blanks and comments before the block: they move with it. */
  lead: string
}

/** An MJML element. Containers have children; of every other element `content` is what stands between its tags, verbatim. */
export interface Element extends Common {
  type: 'element'
  name: string
  attrs: Attr[]
  /** Blanks before the end of the opening and of the closing tag. */
  gaps: [string, string]
  /** Written as `<name />`. */
  empty: boolean
  content: string
  children: Block[]
  /** Blanks and comments before the closing tag of a container. */
  trail: string
}

/** `{% if %}` or `{% for %}` around blocks, each tag in an `<mj-raw>` of its own. */
export interface Logic extends Common { type: 'logic'; branches: Branch[]; end: Element }

/** A tag (`if`, `elif`, `else`, `for`) and the blocks that it governs. */
export interface Branch { id: string; tag: Element; children: Block[] }

/** What stands between elements and is none. */
export interface Loose extends Common { type: 'loose'; text: string }

export type Block = Element | Logic | Loose

/** What has a list of blocks. */
export type Owner = Element | Branch

export interface Doc { root: Element; after: string }

/** Why a source has no blocks. */
export type Wrong = 'no_mjml' | 'no_body' | 'unclosed' | 'crossed' | 'comment' | 'tag' | 'bracket' | 'quote' | 'deep' | 'after'

/** Where a source stops making sense; the names are those of elements. */
export class SourceError extends Error {
  constructor(readonly code: Wrong, readonly at: number, readonly name = '', readonly other = '') {
    super(`${code} at ${at}`)
  }
}

let made = 0
/** A mark that no other block of this page has. */
export const fresh = () => `b${(made += 1)}`
