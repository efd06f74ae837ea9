/** What of a mail some programs do not show, by the tables of caniemail.com. Looks at the HTML in the browser. */
import table from './support.json'

interface Feature { title: string; property?: string; value?: string; element?: string; rule?: string; words?: string; missing: string[] }

export interface Unsupported { title: string; missing: string[] }

/** Declarations of inline styles and of style sheets, as `property: value`. */
function declarations(doc: Document): string[] {
  const inline = [...doc.querySelectorAll('[style]')].flatMap((e) => (e.getAttribute('style') ?? '').split(';'))
  const sheets = [...doc.querySelectorAll('style')].flatMap((s) => (s.textContent ?? '').split(/[{};]/))
  return [...inline, ...sheets].map((d) => d.trim().toLowerCase()).filter((d) => /^[a-z-]+\s*:/.test(d))
}

export function unsupported(html: string): Unsupported[] {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const all = declarations(doc)
  const values = new Map<string, Set<string>>()
  for (const one of all) {
    const [property, value] = [one.slice(0, one.indexOf(':')).trim(), one.slice(one.indexOf(':') + 1).trim()]
    values.set(property, (values.get(property) ?? new Set()).add(value))
  }
  const sheets = [...doc.querySelectorAll('style')].map((s) => s.textContent ?? '').join('\n')
  const has = (f: Feature) => {
    if (f.element) return doc.querySelector(f.element) !== null
    if (f.rule) return sheets.includes(f.rule)
    if (f.words) return all.some((d) => d.includes(f.words!))
    const found = f.property ? values.get(f.property) : undefined
    return found !== undefined && (f.value === undefined || [...found].some((v) => v.split(' ').includes(f.value!)))
  }
  return (table as Feature[]).filter(has).map(({ title, missing }) => ({ title, missing }))
}
