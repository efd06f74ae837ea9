/** The mail that a new email begins with: complete, plain and readable in every client. */
import type { Email } from '@/api/model'

export function starter(label: string): Email {
  return {
    label,
    subject: label,
    preheader: '',
    mjml: `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="1.5" color="#1d2722" />
      <mj-button background-color="#2f7350" border-radius="6px" font-size="16px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f2ec">
    <mj-section background-color="#ffffff" padding="32px 24px">
      <mj-column>
        <mj-text font-size="24px" font-weight="600">Hello {{ contact.first_name }},</mj-text>
        <mj-text>Write here what you have for them, and why now.</mj-text>
        <mj-button href="https://example.com/">Read more</mj-button>
        <mj-text>Kind regards,<br />{{ company }}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="16px 24px 32px">
      <mj-column>
        <mj-text font-size="12px" color="#69655d" align="center">
          <a href="{{ unsubscribe_url }}" style="color:#69655d">Unsubscribe</a><br />{{ company }}, {{ postal_address }}
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`,
    defaults: { 'contact.first_name': 'there' },
  }
}
