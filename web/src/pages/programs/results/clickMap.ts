/** Which clicks a drawn email shows, and writes them beside its links. */
import type { Narrow } from '@/api/results'
import type { ProgramResults } from '@/api/types'

type Link = ProgramResults['links'][number]

/** The message that is drawn. */
export interface Wording { version: number; language: string; fixed: boolean }

/** A number of the map, with what it opens into. */
export interface Followed {
  link: string
  /** Which of the message's links, from 1; absent where clicks are known by page alone. */
  place?: number
  /** Of messages whose version is not known. */
  older: boolean
  contacts: number
  clicks: number
  narrow: Narrow
}

const whole = (href: string) => href.split('#')[0]
/** Where a link leads, without its query. */
const page = (href: string) => href.split(/[?#]/)[0]

/** The clicks on an email's links that a drawing shows: those of its version and language by place, and those of which neither is known. */
export function followed(links: Link[], { version, language, fixed }: Wording): Followed[] {
  const rows = links.flatMap(({ link, email, wordings }) => {
    const base = { outcome: 'clicked' as const, link, email }
    return wordings.flatMap((w): Followed[] => {
      const older = w.version === 0
      if (!older && (w.version !== version || w.language !== language)) return []
      const narrow = { ...base, version: w.version, language: w.language }
      if (older || !fixed) return [{ link, older, contacts: w.contacts, clicks: w.clicks, narrow }]
      return w.places.map((p) => ({ link, place: p.place || undefined, older, contacts: p.contacts, clicks: p.clicks, narrow: { ...narrow, place: p.place } }))
    })
  })
  return rows.sort((a, b) => Number(a.older) - Number(b.older) || (a.place ?? 0) - (b.place ?? 0) || b.contacts - a.contacts)
}

/** How a number is meant: of the link alone, of all links to its page, or of clicks whose place is not known beside those that have one. */
export type Meant = 'own' | 'together' | 'unplaced'

export function withClicks(html: string, rows: Followed[], write: (row: Followed, meant: Meant) => string): string {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const most = Math.max(1, ...rows.map((r) => r.contacts))
  const found = [...doc.querySelectorAll('a[href][data-place]')].map((anchor) => {
    const href = whole(anchor.getAttribute('href') ?? '')
    const place = Number(anchor.getAttribute('data-place'))
    const exact = rows.some((r) => r.link !== page(href) && whole(r.link) === href)
    const leads = (r: Followed) => (exact ? whole(r.link) === href : r.link === page(href))
    return { anchor, own: rows.filter((r) => leads(r) && (r.place === undefined || r.place === place)) }
  })
  for (const { anchor, own } of found) {
    // In a text beside the link. A button or a picture is as narrow as what it shows, and a badge beside that would cover it.
    const alone = anchor.querySelector('img') !== null || /display:\s*(inline-)?block/.test(anchor.getAttribute('style') ?? '')
    const place = alone ? 'display:block;width:fit-content;margin:4px auto' : 'display:inline-block;margin:2px 4px;vertical-align:middle'
    const badges = own.map((row) => {
      const badge = doc.createElement('span')
      const shared = found.some((other) => other.anchor !== anchor && other.own.includes(row))
      badge.textContent = write(row, shared ? 'together' : row.older && own.length > 1 ? 'unplaced' : 'own')
      const strength = 0.55 + 0.45 * (row.contacts / most)
      const colour = row.older && own.length > 1 ? '90,90,90' : '190,60,20'
      badge.setAttribute('style', `${place};padding:1px 7px;border-radius:9px;font:600 12px sans-serif;line-height:18px;color:#fff;background:rgba(${colour},${strength.toFixed(2)});white-space:nowrap`)
      return badge
    })
    anchor.after(...badges)
  }
  return `<!doctype html>${doc.documentElement.outerHTML}`
}
