/** What blocks are called, to the eye and to screen readers. */
import { useTranslation } from 'react-i18next'
import { useDefinitionOptions } from '@/components/filter/options'
import { attr, decoded } from './model/attributes'
import { branchWord, expressionOf } from './model/logic'
import { isProduct, partOf } from './model/product'
import { pieces } from './model/scan'
import { snippetOf } from './model/snippet'
import { markText, type Names } from './model/richtext'
import type { Block, Element } from './model/types'
import { useConditionText } from './useConditionText'
import { namesOf, type VariableGroup } from './useVariables'

export type Name = 'snippet' | 'text' | 'image' | 'button' | 'columns' | 'column' | 'divider' | 'spacer' | 'social' | 'product' | 'if' | 'for' | 'code' | 'frame'

const NAMES: Record<string, Name> = {
  'mj-text': 'text', 'mj-image': 'image', 'mj-button': 'button', 'mj-section': 'columns', 'mj-column': 'column', 'mj-divider': 'divider', 'mj-spacer': 'spacer', 'mj-social': 'social',
  'mj-include': 'snippet', 'mj-wrapper': 'frame', 'mj-hero': 'frame', 'mj-group': 'frame',
}

export function nameOf(block: Block): Name {
  if (block.type === 'loose') return 'code'
  if (block.type === 'logic') return branchWord(block.branches[0]) === 'for' ? 'for' : 'if'
  return isProduct(block) ? 'product' : NAMES[(block as Element).name] ?? 'code'
}

/** The first words of a text without its markup. */
export function gist(html: string, names?: Names): string {
  const tags: string[] = []
  const whole = pieces(html).map((p) => (p.tag ? `\ue000${tags.push(p.text) - 1}\ue001` : p.text)).join('')
  const text = decoded(whole.replace(/<!--.*?-->|<[^>]*>/gs, ' ')).replace(/\ue000(\d+)\ue001/g, (_, n) => markText(tags[n], names))
  return text.replace(/\s+/g, ' ').trim().slice(0, 60)
}

/** A block as it is announced: its kind and what it says. */
export function useSay(variables: VariableGroup[]) {
  const { t } = useTranslation()
  const condition = useConditionText(variables)
  const snippets = useDefinitionOptions('snippet')
  return (block: Block) => {
    const snippet = snippetOf(block)
    if (snippet !== null) return [t('blocks.kind.snippet'), snippets.find((s) => s.value === snippet)?.label ?? snippet].filter(Boolean).join(': ')
    const kind = t(`blocks.kind.${nameOf(block)}`)
    const text = block.type === 'loose' ? block.text.slice(0, 60)
      : block.type === 'logic' ? condition(branchWord(block.branches[0]), expressionOf(block.branches[0]))
        : block.name === 'mj-image' ? attr(block, 'alt') : gist((isProduct(block) ? partOf(block, 'name') : (block as Element))?.content ?? '', namesOf(variables))
    return text ? `${kind}: ${text}` : kind
  }
}
