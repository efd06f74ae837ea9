/** Snippets in an email: `<mj-include path="snippet:key" />`; and a snippet by itself, as a document of its own. */
import { attr, isNamed } from './attributes'
import { parse, parseFragment } from './parse'
import { bodyOf, fits, LEVELS, type Level } from './tree'
import { SourceError, type Block, type Doc, type Element } from './types'
import { writeBlock } from './write'

export const INCLUDE = 'mj-include'
const SCHEME = 'snippet:'

export const pathOf = (key: string) => SCHEME + key

/** The snippet that a block shows; empty when none is chosen yet. */
export function snippetOf(block: Block | undefined): string | null {
  if (block?.type !== 'element' || block.name !== INCLUDE) return null
  const path = attr(block, 'path') ?? ''
  return path.startsWith(SCHEME) ? path.slice(SCHEME.length) : ''
}

/** Whether an email shows a snippet, as its source says. */
export const shows = (source: string, key: string) => new RegExp(`<mj-include\\b[^>]*path\\s*=\\s*["']${pathOf(key)}["']`).test(source)

/** The blocks of a snippet; none when its source makes no sense. */
export function blocksOf(mjml: string): Block[] {
  try {
    return parseFragment(mjml)
  } catch (error) {
    if (error instanceof SourceError) return []
    throw error
  }
}

/** What a snippet is made of: where it may stand. */
export const levelOf = (mjml: string): Level => {
  const blocks = blocksOf(mjml)
  return LEVELS.find((level) => blocks.some((b) => b.type !== 'loose' && !isNamed(b, 'mj-raw') && fits(b, level))) ?? 'rows'
}

const FRAMES: Record<Level, [string, string]> = {
  rows: ['', ''], columns: ['<mj-section>', '</mj-section>'], content: ['<mj-section><mj-column>', '</mj-column></mj-section>'],
}

/** What new emails say of themselves: a snippet by itself is shown as they would show it. */
const HEAD = '<mj-head><mj-include path="brand:company" /><mj-attributes><mj-text line-height="1.5" /></mj-attributes></mj-head>'

/** A snippet as a document, which wears the company's brand as emails do. */
export function framed(mjml: string): string {
  const [before, after] = FRAMES[levelOf(mjml)]
  return `<mjml>${HEAD}<mj-body>${before}${mjml}${after}</mj-body></mjml>`
}

const only = (element: Element | undefined, name: string): Element | undefined => {
  const [child, ...more] = element?.children ?? []
  return more.length === 0 && child?.type === 'element' && child.name === name && child.attrs.length === 0 ? child : undefined
}
const inner = (element: Element) => element.children.map(writeBlock).join('') + element.trail

/** The snippet of such a document: without the frame that `framed` put around it, unless the frame says something itself. */
export function unframed(source: string, level: Level): string {
  let doc: Doc
  try {
    doc = parse(source)
  } catch (error) {
    if (error instanceof SourceError) return source
    throw error
  }
  const body = bodyOf(doc)
  const row = level === 'rows' ? undefined : only(body, 'mj-section')
  if (!row) return inner(body)
  const column = level === 'content' ? only(row, 'mj-column') : undefined
  if (level === 'content' && !column) return inner(body)
  return inner(column ?? row)
}
