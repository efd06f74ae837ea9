/** A snippet on the canvas: seen as it will be, and changed elsewhere. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { BlockList } from './CanvasBlock'
import type { Seen } from './ground'
import { blocksOf, snippetOf } from './model/snippet'
import type { Level } from './model/tree'
import type { Element } from './model/types'
import { useSnippets } from './useSnippets'
import classes from './blocks.module.css'

const STILL: Seen = { selected: null, editing: null, dragged: null, over: null, writing: true, on: new Set() }

export function SnippetView({ block, level, around }: { block: Element; level: Level; around: number }) {
  const { t } = useTranslation()
  const key = snippetOf(block)
  const snippet = useSnippets().find((s) => s.key === key)
  const owner = useMemo(() => ({ ...block, id: `${block.id} inside`, children: blocksOf(snippet?.mjml ?? '') }), [block, snippet])
  if (!snippet) return <span className={classes.missing}>{key ? t('snippets.unknown', { key }) : t('snippets.choose')}</span>
  return <div inert><BlockList owner={owner} level={level} around={around + 1} seen={STILL} /></div>
}
