/** The columns of a row: how many, and how wide. */
import { attr, isNamed, withAttr } from './attributes'
import { indented } from './place'
import { parseBlocks } from './parse'
import { listOf, updated } from './tree'
import type { Doc, Element } from './types'

/** Widths by their proportion. */
export const RATIOS: number[][] = [[1], [1, 1], [1, 2], [2, 1], [1, 1, 1], [1, 2, 1], [1, 1, 1, 1]]

const isColumn = (b: Element['children'][number]): b is Element => isNamed(b, 'mj-column')
const percent = (ratio: number[], i: number) => `${+((100 * ratio[i]) / ratio.reduce((a, b) => a + b)).toFixed(2)}%`
const even = (ratio: number[]) => ratio.every((r) => r === ratio[0])
export const ratioName = (ratio: number[]) => ratio.join(':')

/** The proportion of a row's columns; nothing when it is another one. */
export function ratioOf(section: Element): string | null {
  const columns = section.children.filter(isColumn)
  const widths = columns.map((c) => attr(c, 'width'))
  const found = RATIOS.find((r) => r.length === columns.length && (widths.every((w) => !w) ? even(r) : widths.every((w, i) => w === percent(r, i))))
  return found ? ratioName(found) : null
}

/** A row with other columns. What stood in those that go comes into the last one that stays. */
export function withRatio(doc: Doc, id: string, ratio: number[]): Doc {
  const depth = (listOf(doc, id)?.depth ?? 2)
  return updated<Element>(doc, id, (section) => {
    const columns = section.children.filter(isColumn)
    const kept = columns.slice(0, ratio.length)
    const over = columns.slice(ratio.length).flatMap((c) => c.children)
    while (kept.length < ratio.length) kept.push(indented(parseBlocks('<mj-column></mj-column>')[0] as Element, depth))
    if (over.length) kept[kept.length - 1] = { ...kept.at(-1)!, empty: false, children: [...kept.at(-1)!.children, ...over] }
    const sized = kept.map((c, i) => withAttr(c, 'width', even(ratio) ? undefined : percent(ratio, i)))
    const last = section.children.findLastIndex(isColumn)
    const before = section.children.slice(0, last + 1).filter((b) => !isColumn(b) || kept.some((k) => k.id === b.id))
    const old = before.map((b) => sized.find((k) => k.id === b.id) ?? b)
    const added = sized.filter((k) => !before.some((b) => b.id === k.id))
    return { ...section, empty: false, children: [...old, ...added, ...section.children.slice(last + 1)] }
  })
}
