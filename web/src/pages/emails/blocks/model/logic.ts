/** Conditions and loops around blocks: `<mj-raw>{% if … %}</mj-raw> … <mj-raw>{% endif %}</mj-raw>` as one block. */
import { fresh, type Block, type Branch, type Element } from './types'

export type Word = 'if' | 'elif' | 'else' | 'endif' | 'for' | 'endfor'

const TAG = /^\s*\{%[-+]?\s*(if|elif|else|endif|for|endfor)\b((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?![-+]?%\})[^"'])*?)\s*[-+]?%\}\s*$/s

/** The word and the expression of an `<mj-raw>` that holds one tag and nothing else. */
export function wordOf(block: Block): { word: Word; of: string } | null {
  if (block.type !== 'element' || block.name !== 'mj-raw') return null
  const found = TAG.exec(block.content)
  return found && { word: found[1] as Word, of: found[2].trim() }
}

/** The expression of a branch; none for `else`. */
export const expressionOf = (branch: Branch) => wordOf(branch.tag)?.of ?? ''
export const branchWord = (branch: Branch) => wordOf(branch.tag)!.word

/** A branch that says something else. */
export function reworded(branch: Branch, word: Word, of: string): Branch {
  return { ...branch, tag: { ...branch.tag, content: `{% ${of ? `${word} ${of}` : word} %}` } }
}

export const rawTag = (content: string): Element =>
  ({ type: 'element', id: fresh(), lead: '', name: 'mj-raw', attrs: [], gaps: ['', ''], empty: false, content, children: [], trail: '' })

interface Open { word: Word; lead: string; branches: Branch[]; before: Block[] }

/** Blocks in which what stands between matching tags is one block. Tags that match nothing stay as they are. */
export function grouped(list: Block[]): Block[] {
  const stack: Open[] = []
  let here: Block[] = []
  for (const block of list) {
    const word = wordOf(block)?.word
    const top = stack.at(-1)
    if (!word) here.push(block)
    else if (word === 'if' || word === 'for') {
      stack.push({ word, lead: block.lead, branches: [branch({ ...(block as Element), lead: '' })], before: here })
      here = []
    } else if (!top) here.push(block)
    else if (word === `end${top.word}`) {
      top.branches.at(-1)!.children = here
      here = [...top.before, { type: 'logic', id: fresh(), lead: top.lead, branches: top.branches, end: block as Element }]
      stack.pop()
    } else if (word === 'else' || (word === 'elif' && top.word === 'if')) {
      top.branches.at(-1)!.children = here
      top.branches.push(branch(block as Element))
      here = []
    } else here.push(block)
  }
  // What was never ended is what it was: an element after the other.
  for (const open of stack.reverse()) {
    open.branches.at(-1)!.children = here
    const flat = open.branches.flatMap((b, i): Block[] => [i === 0 ? { ...b.tag, lead: open.lead } : b.tag, ...b.children])
    here = [...open.before, ...flat]
  }
  return here
}

const branch = (tag: Element): Branch => ({ id: fresh(), tag, children: [] })
