/** What a new email begins with, in the company's brand: a plain letter, complete and readable in every client; or a page with its footer alone. */
import type { Email } from '@/api/model'

const letter = `
    <mj-section background-color="#ffffff" padding="32px 24px">
      <mj-column>
        <mj-text font-size="24px" font-weight="600">Hello {{ contact.first_name }},</mj-text>
        <mj-text>Write here what you have for them, and why now.</mj-text>
        <mj-button href="https://example.com/">Read more</mj-button>
        <mj-text>Kind regards,<br />{{ company }}</mj-text>
      </mj-column>
    </mj-section>`

const page = (content: string) => `<mjml>
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
          <a href="{{ unsubscribe_url }}" style="color:#69655d">Unsubscribe</a><br />{{ company }}, {{ postal_address }}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`

export type Beginning = 'letter' | 'blank'

export function starter(label: string, beginning: Beginning = 'letter'): Email {
  return beginning === 'blank' ? { label, subject: label, mjml: page('') } : { label, subject: label, preheader: '', mjml: page(letter), defaults: { 'contact.first_name': 'there' } }
}

/** A new email that begins as another one is. */
export function copyOf(other: Email, label: string): Email {
  return { ...other, label, operational: undefined }
}
