/** Shows the HTML of a mail apart from the page: no scripts, no forms, links open elsewhere. As tall as the mail is, its footer seen. */
import { Box } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

interface Props { title: string; html: string; width?: number }

export function MailFrame({ title, html, width }: Props) {
  const [height, setHeight] = useState(600)
  const watch = useRef<ResizeObserver>(null)
  useEffect(() => () => watch.current?.disconnect(), [])
  const opened = html.includes('<head') ? html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`) : html
  // The page may look into the frame to measure it; nothing in the frame can run, so nothing looks back.
  const measure = (frame: HTMLIFrameElement) => {
    const body = frame.contentDocument?.body
    if (!body) return
    const fit = () => setHeight(Math.max(200, Math.ceil(body.getBoundingClientRect().bottom + frame.contentWindow!.scrollY) + 24))
    watch.current?.disconnect()
    watch.current = new ResizeObserver(fit)
    watch.current.observe(body)
    fit()
  }
  return (
    <Box style={{ border: '1px solid var(--siembra-line)', borderRadius: 10, overflow: 'hidden', background: '#fff', width: '100%', maxWidth: width, margin: '0 auto' }}>
      <iframe
        title={title} srcDoc={opened} sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerPolicy="no-referrer"
        onLoad={(e) => measure(e.currentTarget)} style={{ display: 'block', width: '100%', height, border: 0 }}
      />
    </Box>
  )
}
