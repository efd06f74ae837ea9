/** The desk of an editor: every change with its announcement, and where the focus goes after it. */
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { sharedIn } from './model/brand'
import { conditional, doubled, included, moved, movedTo, removed, unwrapped, type Done } from './model/moves'
import { inserted, placeFor } from './model/place'
import { preset, type Kind } from './model/presets'
import { open } from './model/richtext'
import { headOf, spotOf, updated } from './model/tree'
import type { Block, Doc } from './model/types'
import type { Desk, Dragged, Drop } from './desk'
import { useSay } from './names'
import type { Blocks } from './useBlocks'
import { useCompanyBrand } from './useCompanyBrand'
import { useSnippets } from './useSnippets'
import { useAllVariables } from './useVariables'
import { useWords } from './useWords'

interface Props { blocks: Blocks; doc: Doc; email: Email; changeEmail: Desk['changeEmail']; readOnly: boolean; part: boolean; box: RefObject<HTMLElement | null> }

export function useDeskOf({ blocks, doc, email, changeEmail, readOnly, part, box }: Props) {
  const { t } = useTranslation()
  const variables = useAllVariables()
  useSnippets()
  const say = useSay(variables)
  const [said, setSaid] = useState('')
  const [editing, edit] = useState<string | null>(null)
  const [dragged, drag] = useState<Dragged | null>(null)
  const head = headOf(doc)
  const company = useCompanyBrand()
  const shared = useMemo(() => sharedIn(head, company), [head, company])
  const wish = useRef<string | null>(null)
  const { selected } = blocks
  useEffect(() => {
    if (!wish.current) return
    const found = box.current?.querySelector<HTMLElement>(`[data-block="${wish.current}"]`) ?? box.current?.querySelector<HTMLElement>('[role=tree]')
    wish.current = null
    found?.focus({ preventScroll: true })
    found?.scrollIntoView({ block: 'nearest' })
  })

  /** Takes a change over and says where the block stands now. */
  const take = (done: Done | null, key: 'added' | 'moved' | 'removed' | 'doubled' | 'wrapped' | 'unwrapped', of?: Block) => {
    if (readOnly) return
    if (!done) { setSaid(t('blocks.said.stuck')); return }
    blocks.apply(done)
    edit(null)
    wish.current = done.selected ?? 'tree'
    const spot = spotOf(done.doc, of?.id ?? done.selected)
    setSaid(t(`blocks.said.${key}`, { block: of ? say(of) : spot ? say(spot.block) : '', place: spot ? spot.index + 1 : 0, of: spot?.owner.children.length ?? 0 }))
  }
  const blockOf = (id: string) => spotOf(doc, id)?.block
  const words = useWords()
  const desk: Desk = {
    doc, source: email.mjml, email, variables, changeEmail, shared, selected, readOnly, part, editing, dragged, drag,
    edit: (id) => {
      const block = id ? blockOf(id) : undefined
      const writable = block?.type === 'element' && (block.name === 'mj-text' || block.name === 'mj-button') && open(block.content).rich
      if (block && !writable) box.current?.querySelector<HTMLElement>('[data-fields] :is(input, textarea, button)')?.focus()
      else if (!readOnly || !id) edit(id)
      if (id === null && editing) wish.current = editing
    },
    select: (id, focus = false) => {
      if (id !== editing) edit(null)
      blocks.select(id)
      if (focus) wish.current = id ?? 'tree'
    },
    change: (id, change, kind) => !readOnly && blocks.apply({ doc: updated(doc, id, change as (block: Block) => Block), selected }, kind && `${id} ${kind}`),
    changeDoc: (next, kind) => !readOnly && blocks.apply({ doc: next, selected }, kind),
    add: (kind: Kind, to?: Drop) => {
      const block = preset(kind, words)
      const at = to ?? placeFor(doc, selected, block)
      const next = inserted(doc, at.owner, at.index, block)
      take(next && { doc: next, selected: block.id }, 'added', block)
    },
    move: (id, way) => take(moved(doc, id, way), 'moved'),
    remove: (id) => take(removed(doc, id), 'removed', blockOf(id)),
    double: (id) => take(doubled(doc, id), 'doubled'),
    wrap: (id) => take(conditional(doc, id, 'contact.country == "ES"'), 'wrapped'),
    unwrap: (id) => take(unwrapped(doc, id), 'unwrapped'),
    choose: (id, snippet) => take(included(doc, id, snippet), 'added'),
    drop: (to) => {
      if (dragged && 'kind' in dragged) desk.add(dragged.kind, to)
      else if (dragged) take(movedTo(doc, dragged.id, to.owner, to.index), 'moved')
      drag(null)
    },
  }
  const back = (way: 'undo' | 'redo') => {
    const go = blocks[way]
    if (!go || readOnly) return
    go()
    edit(null)
    wish.current = 'tree'
    setSaid(t(`blocks.said.${way}`))
  }
  return { desk, said, undo: () => back('undo'), redo: () => back('redo') }
}
