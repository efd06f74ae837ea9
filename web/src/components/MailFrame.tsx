/** Shows the HTML of a mail apart from the page: no scripts, no forms, links open elsewhere. */
import { Box } from '@mantine/core'

interface Props { title: string; html?: string; src?: string; width?: number; height?: number | string }

export function MailFrame({ title, html, src, width, height = 600 }: Props) {
  const opened = html?.includes('<head') ? html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`) : html
  return (
    <Box style={{ border: '1px solid var(--siembra-line)', borderRadius: 10, overflow: 'hidden', background: '#fff', width: '100%', maxWidth: width, margin: '0 auto' }}>
      <iframe title={title} srcDoc={opened} src={src} sandbox="allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer" style={{ display: 'block', width: '100%', height, border: 0 }} />
    </Box>
  )
}
