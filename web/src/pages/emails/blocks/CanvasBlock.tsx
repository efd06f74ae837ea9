/** One block on the canvas: selectable, draggable, with a tab that names it; and the lists of blocks. */
import { IconGripVertical } from '@tabler/icons-react'
import { Fragment, memo, useRef, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { seenBy, useGround, type Seen } from './ground'
import { getter, pixels, surface } from './look'
import { type Level } from './model/tree'
import type { Block, Owner } from './model/types'
import { nameOf, useSay } from './names'
import { View } from './views'
import classes from './blocks.module.css'

interface ListProps { owner: Owner; level: Level; around: number; seen: Seen; style?: CSSProperties }

export function BlockList({ owner, level, around, seen, style }: ListProps) {
  const { t } = useTranslation()
  const line = (index: number) => seen.over?.owner === owner.id && seen.over.index === index && <div className={classes.line} aria-hidden />
  const across = level === 'columns'
  return (
    <div role={around === 1 ? undefined : 'group'} data-list={owner.id} data-axis={across ? 'row' : undefined} className={across ? `${classes.list} ${classes.row}` : classes.list} style={style}>
      {owner.children.map((block, index) => (
        <Fragment key={block.id}>
          {line(index)}
          <CanvasBlock block={block} level={level} around={around} alone={across && owner.children.length === 1} seen={seenBy(seen, block.id)} />
        </Fragment>
      ))}
      {line(owner.children.length)}
      {owner.children.length === 0 && around > 1 && <span className={classes.hint}>{t('blocks.drop_here')}</span>}
    </div>
  )
}

interface Props { block: Block; level: Level; around: number; alone: boolean; seen: Seen }

const CanvasBlock = memo(function CanvasBlock({ block, level, around, alone, seen }: Props) {
  const { t } = useTranslation()
  const { desk, shared, variables, readOnly } = useGround()
  const say = useSay(variables)
  const { id } = block
  const selected = seen.selected === id
  const editing = seen.editing === id
  /** Pressing selects; pressing what was selected already opens it. */
  const was = useRef(false)
  const column = level === 'columns' && block.type === 'element'
  const style = column ? columnStyle(getter(block, shared)) : undefined
  const view = <View block={block} level={level} around={around} seen={seen} />
  // A row's only column is the row: it is neither stopped at nor framed.
  if (alone && column) return <div data-block={id} role="presentation" style={style}>{view}</div>
  return (
    <div
      role="treeitem" data-block={id} data-kind={nameOf(block)} aria-selected={selected} aria-level={around} aria-label={say(block)} tabIndex={selected ? 0 : -1} className={classes.block} style={style}
      data-editing={editing || undefined} data-dragged={seen.dragged === id || undefined}
      // Not while a text is written: its words could not be selected then.
      draggable={!readOnly && !seen.writing} onDragEnd={() => desk.current.drag(null)}
      onDragStart={(e) => { e.stopPropagation(); e.dataTransfer.setData('text/plain', id); e.dataTransfer.effectAllowed = 'move'; desk.current.drag({ id }) }}
      onPointerDown={() => { was.current = selected }}
      onFocus={(e) => e.target === e.currentTarget && !selected && desk.current.select(id)}
      onClick={(e) => {
        e.stopPropagation()
        if (!selected) desk.current.select(id, true)
        else if (was.current && !editing) desk.current.edit(id)
        was.current = true
      }}
    >
      {selected && !editing && <div className={classes.tab} data-plain><span>{t(`blocks.kind.${nameOf(block)}`)}</span>{!readOnly && <IconGripVertical size={15} aria-hidden />}</div>}
      {view}
    </div>
  )
})

function columnStyle(get: ReturnType<typeof getter>): CSSProperties {
  const width = get('width')
  const share = width && /^\d+(\.\d+)?%$/.test(width) ? parseFloat(width) : undefined
  const fixed = pixels(width)
  return { flex: fixed ? `0 0 ${fixed}px` : `${share ?? 50} 1 0`, minWidth: 0, ...surface(get) }
}
