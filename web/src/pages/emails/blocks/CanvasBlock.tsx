/** One block on the canvas: selectable, draggable, with a tab that names it; and the lists of blocks. */
import { IconGripVertical } from '@tabler/icons-react'
import { Fragment, useRef, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk, type Drop } from './desk'
import { getter, pixels, surface } from './look'
import { type Level } from './model/tree'
import type { Block, Owner } from './model/types'
import { nameOf, useSay } from './names'
import { View } from './views'
import classes from './blocks.module.css'

interface ListProps { owner: Owner; level: Level; around: number; over: Drop | null; style?: CSSProperties }

export function BlockList({ owner, level, around, over, style }: ListProps) {
  const { t } = useTranslation()
  const line = (index: number) => over?.owner === owner.id && over.index === index && <div className={classes.line} aria-hidden />
  const across = level === 'columns'
  return (
    <div role={around === 1 ? undefined : 'group'} data-list={owner.id} data-axis={across ? 'row' : undefined} className={across ? `${classes.list} ${classes.row}` : classes.list} style={style}>
      {owner.children.map((block, index) => (
        <Fragment key={block.id}>
          {line(index)}
          <CanvasBlock block={block} level={level} around={around} alone={across && owner.children.length === 1} over={over} />
        </Fragment>
      ))}
      {line(owner.children.length)}
      {owner.children.length === 0 && around > 1 && <span className={classes.hint}>{t('blocks.drop_here')}</span>}
    </div>
  )
}

interface Props { block: Block; level: Level; around: number; alone: boolean; over: Drop | null }

function CanvasBlock({ block, level, around, alone, over }: Props) {
  const { t } = useTranslation()
  const desk = useDesk()
  const say = useSay(desk.variables)
  const { id } = block
  const selected = desk.selected === id
  /** Pressing selects; pressing what was selected already opens it. */
  const was = useRef(false)
  const column = level === 'columns' && block.type === 'element'
  const style = column ? columnStyle(getter(block, desk.shared)) : undefined
  // A row's only column is the row: it is neither stopped at nor framed.
  if (alone && column) return <div data-block={id} role="presentation" style={style}><View block={block} level={level} around={around} over={over} /></div>
  return (
    <div
      role="treeitem" data-block={id} data-kind={nameOf(block)} aria-selected={selected} aria-level={around} aria-label={say(block)} tabIndex={selected ? 0 : -1} className={classes.block} style={style}
      data-editing={desk.editing === id || undefined} data-dragged={(desk.dragged && 'id' in desk.dragged && desk.dragged.id === id) || undefined}
      // Not while a text is written: its words could not be selected then.
      draggable={!desk.readOnly && desk.editing === null} onDragEnd={() => desk.drag(null)}
      onDragStart={(e) => { e.stopPropagation(); e.dataTransfer.setData('text/plain', id); e.dataTransfer.effectAllowed = 'move'; desk.drag({ id }) }}
      onPointerDown={() => { was.current = selected }}
      onFocus={(e) => e.target === e.currentTarget && !selected && desk.select(id)}
      onClick={(e) => {
        e.stopPropagation()
        if (!selected) desk.select(id, true)
        else if (was.current && desk.editing !== id) desk.edit(id)
        was.current = true
      }}
    >
      {selected && desk.editing !== id && <div className={classes.tab} data-plain><span>{t(`blocks.kind.${nameOf(block)}`)}</span>{!desk.readOnly && <IconGripVertical size={15} aria-hidden />}</div>}
      <View block={block} level={level} around={around} over={over} />
    </div>
  )
}

function columnStyle(get: ReturnType<typeof getter>): CSSProperties {
  const width = get('width')
  const share = width && /^\d+(\.\d+)?%$/.test(width) ? parseFloat(width) : undefined
  const fixed = pixels(width)
  return { flex: fixed ? `0 0 ${fixed}px` : `${share ?? 50} 1 0`, minWidth: 0, ...surface(get) }
}
