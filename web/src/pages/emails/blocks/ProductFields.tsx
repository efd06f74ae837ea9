/** A product in one form: picture, name, text, price, button, and one address for both links. */
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { ImageFields, RowFields } from './fields'
import { attr, decoded, encoded } from './model/attributes'
import { partOf, withLink, type Part } from './model/product'
import type { Element } from './model/types'
import { VariablePicker } from './VariablePicker'

export function ProductFields({ block }: { block: Element }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const image = partOf(block, 'image')
  const linked = partOf(block, 'button') ?? image
  const href = (linked && attr(linked, 'href')) ?? ''
  const link = (to: string) => desk.changeDoc(withLink(desk.doc, block, to), `${block.id} link`)
  const text = (part: Part) => {
    const found = partOf(block, part)
    // Markup in a part is written in the part itself.
    if (!found || /<|&(?!amp;|lt;|gt;|quot;)/.test(found.content)) return null
    const put = (value: string) => desk.change(found.id, (e: Element) => ({ ...e, content: encoded(value), empty: false }), 'content')
    const value = decoded(found.content.trim())
    return <TextInput key={part} size="xs" label={t(`blocks.product.${part}`)} readOnly={desk.readOnly} value={value} onChange={(e) => put(e.currentTarget.value)} rightSection={!desk.readOnly && <VariablePicker near={found.id} onPick={(tag) => put(value + tag)} />} />
  }
  return (
    <>
      {(['name', 'text', 'price', 'button'] as const).map(text)}
      {linked && <TextInput size="xs" label={t('blocks.link')} placeholder="https://" readOnly={desk.readOnly} error={!href && t('blocks.link_missing')} value={href} onChange={(e) => link(e.currentTarget.value)} rightSection={!desk.readOnly && <VariablePicker near={block.id} onPick={(tag) => link(href + tag)} />} />}
      {image && <ImageFields block={image} link={false} />}
      <RowFields block={block} />
    </>
  )
}
