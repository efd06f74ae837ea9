/** New blocks, as MJML. */
import { rawTag } from './logic'
import { parseBlocks } from './parse'
import { fresh, type Block } from './types'
import { writeBlock } from './write'

export type Kind = 'text' | 'image' | 'button' | 'columns' | 'divider' | 'spacer' | 'social' | 'product' | 'if' | 'for' | 'code' | 'logo' | 'footer' | 'snippet'
export const KINDS: Kind[] = ['text', 'image', 'button', 'columns', 'divider', 'spacer', 'social', 'product', 'if', 'for', 'code', 'logo', 'footer', 'snippet']

/** Words of a new block, in the language of the marketer. */
export type Words = Record<'text' | 'button' | 'product' | 'description' | 'price' | 'unsubscribe', string>

const product = (w: Words) => `<mj-section css-class="siembra-product">
  <mj-column width="40%"><mj-image css-class="siembra-product-image" src="" href="" /></mj-column>
  <mj-column width="60%">
    <mj-text css-class="siembra-product-name" font-size="18px" font-weight="600">${w.product}</mj-text>
    <mj-text css-class="siembra-product-text">${w.description}</mj-text>
    <mj-text css-class="siembra-product-price" font-weight="600">${w.price}</mj-text>
    <mj-button css-class="siembra-product-button" href="">${w.button}</mj-button>
  </mj-column>
</mj-section>`

const footer = (w: Words) => `<mj-section css-class="siembra-footer"><mj-column>
  <mj-text font-size="12px" color="#69655d" align="center"><a href="{{ unsubscribe_url }}" style="color:#69655d">${w.unsubscribe}</a><br />{{ company }}, {{ postal_address }}</mj-text>
</mj-column></mj-section>`

const SOURCES: Record<Exclude<Kind, 'if' | 'for'>, (w: Words) => string> = {
  text: (w) => `<mj-text>${w.text}</mj-text>`,
  image: () => '<mj-image src="" />',
  button: (w) => `<mj-button href="">${w.button}</mj-button>`,
  columns: () => '<mj-section><mj-column></mj-column><mj-column></mj-column></mj-section>',
  divider: () => '<mj-divider border-width="1px" border-color="#d9d5c9" />',
  spacer: () => '<mj-spacer height="24px" />',
  social: () => `<mj-social mode="horizontal" icon-size="24px">${['linkedin', 'facebook', 'instagram'].map((n) => `<mj-social-element name="${n}-noshare" href="" alt="${n[0].toUpperCase()}${n.slice(1)}" />`).join('')}</mj-social>`,
  product, footer,
  code: () => '<mj-raw><!-- HTML --></mj-raw>',
  snippet: () => '<mj-include path="" />',
  logo: () => '<mj-image mj-class="logo" alt="{{ company }}" />',
}

export function preset(kind: Kind, words: Words): Block {
  if (kind === 'if') return logic('if contact.country == "ES"', [], 'endif')
  if (kind === 'for') return logic('for item in ["1", "2", "3"]', parseBlocks('<mj-text>{{ item }}</mj-text>'), 'endfor')
  return parseBlocks(SOURCES[kind](words))[0]
}

export function logic(tag: string, children: Block[], end: string): Block {
  return { type: 'logic', id: fresh(), lead: '', branches: [{ id: fresh(), tag: rawTag(`{% ${tag} %}`), children }], end: rawTag(`{% ${end} %}`) }
}

/** A copy with marks of its own. */
export const copied = (block: Block): Block => parseBlocks(writeBlock(block))[0]
