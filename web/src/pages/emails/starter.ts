/** What a new email begins with, in the company's brand: a plain letter, complete and readable in every client; or a page with its footer alone. */
import type { Email } from '@/api/model'
import type { Words } from './blocks/model/presets'

/** Words of a new email, in the language of the marketer; those of its blocks are the palette's. */
export interface StarterWords extends Pick<Words, 'text' | 'button' | 'unsubscribe'> {
  /** The greeting, with a place for the name, and how somebody without one is called. */
  greeting: (name: string) => string
  there: string
  regards: string
}

const letter = (w: StarterWords) => `
    <mj-section background-color="#ffffff" padding="32px 24px">
      <mj-column>
        <mj-text font-size="24px" font-weight="600">${w.greeting('{{ contact.first_name }}')}</mj-text>
        <mj-text>${w.text}</mj-text>
        <mj-button href="https://example.com/">${w.button}</mj-button>
        <mj-text>${w.regards}<br />{{ company }}</mj-text>
      </mj-column>
    </mj-section>`

const page = (w: StarterWords, content: string) => `<mjml>
  <mj-head>
    <mj-include path="brand:company" />
    <mj-attributes>
      <mj-text line-height="1.5" />
      <mj-button font-size="16px" />
    </mj-attributes>
  </mj-head>
  <mj-body>${content}
    <mj-section css-class="siembra-footer" padding="16px 24px 32px">
      <mj-column>
        <mj-text font-size="12px" color="#69655d" align="center">
          <a href="{{ unsubscribe_url }}" style="color:#69655d">${w.unsubscribe}</a><br />{{ company }}, {{ postal_address }}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`

export type Beginning = 'letter' | 'blank'

export function starter(label: string, words: StarterWords, beginning: Beginning = 'letter'): Email {
  return beginning === 'blank' ? { label, subject: label, mjml: page(words, '') } : { label, subject: label, preheader: '', mjml: page(words, letter(words)), defaults: { 'contact.first_name': words.there } }
}

/** A new email that begins as another one is. */
export function copyOf(other: Email, label: string): Email {
  return { ...other, label, operational: undefined }
}
