/** Writes beside each link of a mail how many people followed it. */
import type { ProgramResults } from '@/api/types'

type Link = ProgramResults['links'][number]

/** Where a link leads, without its query. */
const page = (href: string) => href.split(/[?#]/)[0]

export function withClicks(html: string, links: Link[], write: (link: Link) => string): string {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const most = Math.max(1, ...links.map((l) => l.contacts))
  for (const anchor of doc.querySelectorAll('a[href]')) {
    const link = links.find((l) => l.link === page(anchor.getAttribute('href') ?? ''))
    if (!link) continue
    const badge = doc.createElement('span')
    badge.textContent = write(link)
    const strength = 0.55 + 0.45 * (link.contacts / most)
    badge.setAttribute('style', `display:inline-block;margin:2px 4px;padding:1px 7px;border-radius:9px;font:600 12px sans-serif;line-height:18px;color:#fff;background:rgba(190,60,20,${strength.toFixed(2)});vertical-align:middle;white-space:nowrap`)
    anchor.after(badge)
  }
  return `<!doctype html>${doc.documentElement.outerHTML}`
}
