/** Where the pointer would drop what it drags: the innermost list that takes it, before the block whose middle is below or right of it. */
import type { DragEvent } from 'react'
import { fits, listOf, spotOf, type Level } from './model/tree'
import type { Kind } from './model/presets'
import type { Desk, Drop } from './desk'

/** This near to the edge of a frame, what is dragged goes beside the frame. */
const EDGE = 7
const ROWS: Kind[] = ['columns', 'product', 'footer']

function takes(desk: Desk, level: Level): boolean {
  const { dragged } = desk
  if (!dragged) return false
  if ('kind' in dragged) {
    if (dragged.kind === 'if' || dragged.kind === 'code' || dragged.kind === 'snippet') return level !== 'columns'
    return ROWS.includes(dragged.kind) ? level === 'rows' : true
  }
  const block = spotOf(desk.doc, dragged.id)?.block
  return !!block && (fits(block, level) || fits(block, 'content'))
}

export function dropAt(desk: Desk, e: Pick<DragEvent, 'target' | 'clientX' | 'clientY'>): Drop | null {
  const { dragged, doc } = desk
  let list = (e.target as HTMLElement).closest<HTMLElement>('[data-list]') ?? document.querySelector<HTMLElement>('[role=tree] > [data-list]')
  for (; list; list = list.parentElement?.closest<HTMLElement>('[data-list]') ?? null) {
    const outer = list.parentElement?.closest<HTMLElement>('[data-list]')
    const found = listOf(doc, list.dataset.list!)
    if (!found || !takes(desk, found.level)) continue
    if (dragged && 'id' in dragged && found.around.some((b) => b.id === dragged.id)) continue
    const frame = list.closest<HTMLElement>('[data-block]')
    const upper = outer && listOf(doc, outer.dataset.list!)
    if (frame && upper && upper.level !== 'columns' && takes(desk, upper.level) && nearEdge(frame, e.clientY)) continue
    if (frame && upper?.level === 'columns') {
      const row = frame.closest<HTMLElement>('[data-axis=row]')?.closest<HTMLElement>('[data-block]')
      const rows = row?.parentElement?.closest<HTMLElement>('[data-list]')
      const level = rows && listOf(doc, rows.dataset.list!)?.level
      if (row && rows && level && takes(desk, level) && nearEdge(row, e.clientY)) { list = row; continue }
    }
    return { owner: list.dataset.list!, index: indexAt(list, e) }
  }
  return null
}

function nearEdge(frame: HTMLElement, y: number) {
  const { top, bottom } = frame.getBoundingClientRect()
  return y < top + EDGE || y > bottom - EDGE
}

function indexAt(list: HTMLElement, e: { clientX: number; clientY: number }): number {
  const across = list.dataset.axis === 'row'
  const blocks = [...list.children].filter((c) => c.hasAttribute('data-block'))
  const at = blocks.findIndex((block) => {
    const { left, right, top, bottom } = block.getBoundingClientRect()
    return across ? e.clientX < (left + right) / 2 : e.clientY < (top + bottom) / 2
  })
  return at < 0 ? blocks.length : at
}
