/** MJML → blocks. Pure; throws a `SourceError` where the source makes no sense. */
import { grouped } from './logic'
import { Reader } from './scan'
import { fresh, SourceError, type Block, type Doc, type Element, type Loose } from './types'

/** Elements that hold other blocks; the content of every other one is kept verbatim. */
export const CONTAINERS = new Set([
  'mjml', 'mj-head', 'mj-body', 'mj-attributes', 'mj-wrapper', 'mj-section', 'mj-group', 'mj-column', 'mj-hero', 'mj-social',
])
/** Elements of HTML that are never closed. */
export const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'])
/** The server takes 40 levels. */
const DEEPEST = 100

export function parse(source: string): Doc {
  const reader = new Reader(source)
  let lead = reader.trivia()
  for (let more = reader.declaration(); more; more = reader.declaration()) lead += more + reader.trivia()
  if (!reader.opens) throw new SourceError('no_mjml', reader.at)
  const root = element(reader, lead, 0)
  if (root.name !== 'mjml') throw new SourceError('no_mjml', lead.length)
  if (!root.children.some((b) => b.type === 'element' && b.name === 'mj-body')) throw new SourceError('no_body', source.length)
  const after = reader.trivia()
  if (!reader.done) throw new SourceError('after', reader.at)
  return { root, after }
}

/** The blocks of a piece of MJML. */
export function parseBlocks(source: string): Block[] {
  const reader = new Reader(`${source}</mj-body>`)
  return children(reader, 0).list
}

/** The blocks of a text that is to be a whole: nothing may be closed that it did not open. */
export function parseFragment(source: string): Block[] {
  const reader = new Reader(source)
  const { list, trail } = children(reader, 0)
  if (!reader.done) throw new SourceError('after', reader.at)
  if (list.length === 0) return list
  // Comments after the last block would be lost: they are one with it as text.
  return /\S/.test(trail) ? [...list, { type: 'loose', id: fresh(), lead: '', text: trail }] : list
}

/** Line and column, from 1, of a place in a source. */
export function lineOf(source: string, at: number): { line: number; column: number } {
  const lines = source.slice(0, at).split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}

function element(reader: Reader, lead: string, depth: number): Element {
  const start = reader.at
  if (depth > DEEPEST) throw new SourceError('deep', start)
  reader.at += 1
  const name = reader.name()
  const { attrs, gap, empty } = reader.attributes(start)
  const made: Element = { type: 'element', id: fresh(), lead, name, attrs, gaps: [gap, ''], empty, content: '', children: [], trail: '' }
  if (empty || VOID.has(name)) return made
  if (CONTAINERS.has(name)) {
    const { list, trail } = children(reader, depth)
    made.children = list
    made.trail = trail
  } else {
    made.content = content(reader, name, start)
  }
  made.gaps[1] = closing(reader, name, start)
  return made
}

function closing(reader: Reader, name: string, start: number): string {
  const at = reader.at
  if (reader.done) throw new SourceError('unclosed', start, name)
  reader.at += 2
  const other = reader.name()
  if (other !== name) throw new SourceError('crossed', at, other, name)
  const gap = reader.blanks()
  if (!reader.sees('>')) throw new SourceError('bracket', at)
  reader.at += 1
  return gap
}

function children(reader: Reader, depth: number): { list: Block[]; trail: string } {
  const list: Block[] = []
  for (;;) {
    const lead = reader.trivia()
    if (reader.done || reader.sees('</')) return { list: grouped(list), trail: lead }
    list.push(reader.opens ? element(reader, lead, depth + 1) : loose(reader, lead))
  }
}

/** Text between elements, without the blanks around it. */
function loose(reader: Reader, lead: string): Loose {
  const start = reader.at
  let end = start
  while (!reader.done && !reader.opens && !reader.sees('</') && !reader.sees('<!--') && !reader.sees('{#')) {
    if (!reader.declaration() && !reader.tag()) reader.at += 1
    if (/\S/.test(reader.text[reader.at - 1])) end = reader.at
  }
  reader.at = end
  return { type: 'loose', id: fresh(), lead, text: reader.text.slice(start, end) }
}

/** What an element says up to its own closing tag: HTML, which has to be well-formed. */
function content(reader: Reader, name: string, start: number): string {
  const from = reader.at
  const open: { name: string; at: number }[] = []
  while (!reader.done) {
    const at = reader.at
    if (reader.sees('<!--')) reader.past('-->', () => new SourceError('comment', at))
    else if (reader.sees('</')) {
      if (open.length === 0) return reader.text.slice(from, at)
      closing(reader, open.at(-1)!.name, open.at(-1)!.at)
      open.pop()
    } else if (reader.opens) {
      reader.at += 1
      const inner = reader.name()
      if (!reader.attributes(at).empty && !VOID.has(inner)) open.push({ name: inner, at })
    } else if (!reader.declaration() && !reader.tag()) reader.at += 1
  }
  const last = open.at(-1) ?? { name, at: start }
  throw new SourceError('unclosed', last.at, last.name)
}
