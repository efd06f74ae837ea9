/**
 * What the server says in English, in the reader's language. The English text is the key, as the crates write it, with
 * `$1`, `$2` … for what they fill in; so it also holds for what is stored: reasons of leads, of held mail, of rejected
 * rows. `$1*` in a translation is itself something that the server said. Numbers that are filled in get the decimal mark of
 * the language, but for what is quoted. What is not known here stays as it came.
 */
import i18next from 'i18next'
import approvals from './said/approvals.json'
import composed from './said/composed.json'
import definitions from './said/definitions.json'
import domains from './said/domains.json'
import forms from './said/forms.json'
import imports from './said/imports.json'
import leads from './said/leads.json'
import mail from './said/mail.json'
import preflight from './said/preflight.json'
import reports from './said/reports.json'
import snippets from './said/snippets.json'
import ways from './said/ways.json'
import waysBack from './said/waysBack.json'

/** English, then Spanish and Norwegian. */
export const SAID: Record<string, string[]> = { ...approvals, ...composed, ...definitions, ...domains, ...forms, ...imports, ...leads, ...mail, ...preflight, ...reports, ...snippets, ...ways, ...waysBack }
const PLACE: Record<string, number> = { es: 0, no: 1 }

interface Shape { form: RegExp; unquoted: RegExp; to: string[]; words: number; /** Places of what somebody wrote. */ quoted: Set<number> }

let shapes: Shape[] | undefined

/** The texts with something to fill in, those with the most words of their own first. */
function allShapes(): Shape[] {
  shapes ??= Object.entries(SAID).filter(([english]) => /\$\d/.test(english)).map(([english, to]) => {
    const pieces = english.split(/\$\d/).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    const form = (all: string[]) => new RegExp(`^${all.join('([^]*?)')}$`)
    const quoted = new Set([...english.matchAll(/["'`]\$(\d)/g)].map(([, n]) => Number(n)))
    return { form: form(pieces), unquoted: form(pieces.map((piece) => piece.replaceAll('"', ''))), to, words: pieces.join('').length, quoted }
  }).sort((a, b) => b.words - a.words)
  return shapes
}

/** A number as the language writes it, with its unit; Spanish and Norwegian have the same decimal mark. */
const marked = (value: string) => (/^-?\d+\.\d+( ?(%|[KMG]iB|[a-z]{1,3}))?$/.test(value) ? value.replace('.', ',') : value)

/** By its shape. When `sure`, what is filled in and was said by the server too has to be known as well. */
function shaped(text: string, place: number, sure: boolean): string | undefined {
  for (const { form, unquoted, to, quoted } of allShapes()) {
    // Reasons that are counted together have … in place of what they quoted.
    const found = form.exec(text) ?? (text.includes('…') ? unquoted.exec(text) : null)
    if (!found) continue
    let unknown = false
    const done = to[place].replace(/\$(\d)(\*?)/g, (_, n, again) => {
      const value = found[Number(n)]
      const known = again ? translated(value, place) : quoted.has(Number(n)) ? value : marked(value)
      unknown ||= known === undefined
      return known ?? value
    })
    if (!(sure && unknown)) return done
  }
  return undefined
}

/** A reason with its remedy, or several reasons: known when each of them is. */
function parts(text: string, place: number): string | undefined {
  for (const mark of ['; ', '. ', ': ', ', ']) {
    const all = text.split(mark)
    const known = all.map((part) => SAID[part]?.[place] ?? shaped(part, place, true))
    if (all.length > 1 && known.every((part) => part !== undefined)) return known.join(mark)
  }
  return undefined
}

function translated(text: string, place: number): string | undefined {
  const found = SAID[text]?.[place] ?? shaped(text, place, true) ?? parts(text, place) ?? shaped(text, place, false)
  if (found !== undefined || text === uncapital(text)) return found
  const begun = translated(uncapital(text), place)
  return begun && begun.charAt(0).toUpperCase() + begun.slice(1)
}

const uncapital = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** A text of the server in the language that is chosen. */
export function said(text: string): string {
  const place = PLACE[i18next.language]
  return (place === undefined ? undefined : translated(text, place)) ?? text
}
