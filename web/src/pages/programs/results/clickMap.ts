/** Writes beside each link of a mail how many people followed it. */
import type { ProgramResults } from '@/api/types'

type Link = ProgramResults['links'][number]

const whole = (href: string) => href.split('#')[0]
/** Where a link leads, without its query. */
const page = (href: string) => href.split(/[?#]/)[0]

/** `write` is told whether other links to the same page are counted with it. */
export function withClicks(html: string, links: Link[], write: (link: Link, together: boolean) => string): string {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const most = Math.max(1, ...links.map((l) => l.contacts))
  const found = [...doc.querySelectorAll('a[href]')].flatMap((anchor) => {
    const href = whole(anchor.getAttribute('href') ?? '')
    const link = links.find((l) => whole(l.link) === href) ?? links.find((l) => l.link === page(href))
    return link ? [{ anchor, href, link }] : []
  })
  for (const { anchor, href, link } of found) {
    const badge = doc.createElement('span')
    badge.textContent = write(link, found.some((other) => other.link === link && other.href !== href))
    const strength = 0.55 + 0.45 * (link.contacts / most)
    // In a text beside the link. A button or a picture is as narrow as what it shows, and a badge beside that would cover it.
    const alone = anchor.querySelector('img') !== null || /display:\s*(inline-)?block/.test(anchor.getAttribute('style') ?? '')
    const place = alone ? 'display:block;width:fit-content;margin:4px auto' : 'display:inline-block;margin:2px 4px;vertical-align:middle'
    badge.setAttribute('style', `${place};padding:1px 7px;border-radius:9px;font:600 12px sans-serif;line-height:18px;color:#fff;background:rgba(190,60,20,${strength.toFixed(2)});white-space:nowrap`)
    anchor.after(badge)
  }
  return `<!doctype html>${doc.documentElement.outerHTML}`
}
