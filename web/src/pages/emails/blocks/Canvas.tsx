/** The mail as it is being made: a tree of blocks that is walked with the arrows and rearranged with Alt and the arrows, or with the mouse. */
import { Box } from '@mantine/core'
import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank } from './Blank'
import { BlockList } from './CanvasBlock'
import { useDesk, type Drop } from './desk'
import { dropAt } from './drag'
import { GroundContext, seenOn } from './ground'
import { getter, pixels } from './look'
import { lookOf } from './model/brand'
import { selectable } from './model/moves'
import { isBlank } from './model/product'
import { bodyOf } from './model/tree'
import { useCompanyBrand } from './useCompanyBrand'
import classes from './blocks.module.css'

const WAYS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const

export function Canvas() {
  const { t } = useTranslation()
  const desk = useDesk()
  const { doc, selected, readOnly } = desk
  const company = useCompanyBrand()
  const [over, setOver] = useState<Drop | null>(null)
  const latest = useRef(desk)
  useLayoutEffect(() => { latest.current = desk })
  const { shared, variables } = desk
  const ground = useMemo(() => ({ shared, variables, readOnly, desk: latest }), [shared, variables, readOnly])
  const body = bodyOf(doc)
  const get = getter(body, desk.shared)
  const walk = (key: string): string | null => {
    const all = selectable(doc)
    const at = all.findIndex((s) => s.block.id === selected)
    if (at < 0) return all[0]?.block.id ?? null
    const inside = (id: string) => all[at + 1]?.around.some((b) => b.id === id)
    switch (key) {
      case 'ArrowDown': return all[at + 1]?.block.id ?? null
      case 'ArrowUp': return all[at - 1]?.block.id ?? null
      case 'ArrowRight': return inside(all[at].block.id) ? all[at + 1].block.id : null
      case 'ArrowLeft': return all[at].around.findLast((b) => all.some((s) => s.block.id === b.id))?.id ?? null
      case 'Home': return all[0].block.id
      case 'End': return all.at(-1)!.block.id
      default: return null
    }
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const at = e.target as HTMLElement
    if (!at.dataset.block && at.getAttribute('role') !== 'tree') return
    const way = WAYS[e.key as keyof typeof WAYS]
    const command = e.ctrlKey || e.metaKey
    const act = (what: (id: string) => void) => { e.preventDefault(); if (selected && !readOnly) what(selected) }
    if (e.altKey && way) act((id) => desk.move(id, way))
    else if (command && e.key.toLowerCase() === 'd') act(desk.double)
    else if (command || e.altKey) return
    else if (e.key === 'Delete' || e.key === 'Backspace') act(desk.remove)
    else if (e.key === 'Enter' || e.key === 'F2') act(desk.edit)
    else if (e.key === 'Escape') desk.select(null, true)
    else {
      const to = walk(e.key)
      if (to) { e.preventDefault(); desk.select(to, true) }
    }
  }
  const onDragOver = (e: DragEvent) => {
    if (!desk.dragged) return
    const to = dropAt(desk, e)
    setOver((old) => (old?.owner === to?.owner && old?.index === to?.index ? old : to))
    if (to) e.preventDefault()
  }
  const letGo = () => { setOver(null); desk.drag(null) }
  return (
    <Box
      className={classes.canvas} style={{ backgroundColor: get('background-color') ?? '#ffffff' }} onClick={() => desk.select(null)} onKeyDown={onKeyDown} onDragOver={onDragOver}
      onDragLeave={(e) => !e.currentTarget.contains(e.relatedTarget as Node) && setOver(null)} onDragEnd={letGo}
      onDrop={(e) => { e.preventDefault(); if (over) desk.drop(over); letGo() }}
    >
      <div
        role="tree" translate="no" aria-label={t('blocks.canvas')} tabIndex={selected ? -1 : 0} className={classes.mail}
        style={{ maxWidth: pixels(get('width')) ?? 600, '--mail-link': lookOf(doc, company).link } as CSSProperties}
      >
        <GroundContext value={ground}><BlockList owner={body} level="rows" around={1} seen={seenOn(desk, desk.dragged ? over : null)} /></GroundContext>
      </div>
      {isBlank(doc) && !readOnly && !desk.part && <Blank />}
    </Box>
  )
}
