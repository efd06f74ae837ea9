/** A mail as other programs would show it: in the dark, or without its pictures. */

const OWN_DARK = /\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g

/** With the mail's own dark colours when it has some, else turned around as many programs do it. Pictures stay as they are. */
export function dark(html: string): string {
  if (OWN_DARK.test(html)) return html.replace(OWN_DARK, '(min-width: 0)')
  const style = '<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}img,video,[background],[style*="url("]{filter:invert(1) hue-rotate(180deg)}</style>'
  return intoHead(html, style)
}

/** What is read while pictures are not loaded: their alternative texts. */
export function withoutImages(html: string): string {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  doc.querySelectorAll('img').forEach((img) => {
    const alt = img.getAttribute('alt')
    const box = doc.createElement('span')
    box.textContent = alt ?? '▧'
    box.setAttribute('style', 'display:block;border:1px solid #999;padding:6px 8px;font:13px/1.4 sans-serif;color:#444;background:#f4f4f4;min-height:1.4em')
    if (img.width !== 1 && img.getAttribute('width') !== '1') img.replaceWith(box)
    else img.remove()
  })
  doc.querySelectorAll('[background]').forEach((e) => e.removeAttribute('background'))
  doc.querySelectorAll<HTMLElement>('[style*="url("]').forEach((e) => { e.setAttribute('style', e.getAttribute('style')!.replace(/url\([^)]*\)/g, 'none')) })
  return `<!doctype html>${doc.documentElement.outerHTML}`
}

const intoHead = (html: string, what: string) => (html.includes('</head>') ? html.replace('</head>', () => `${what}</head>`) : what + html)
