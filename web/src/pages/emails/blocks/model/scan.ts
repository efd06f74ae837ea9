/** Reading a source: what ends where, with template tags seen first, as the server does. */
import { SourceError, type Attr } from './types'

const CLOSERS: Record<string, string> = { '{{': '}}', '{%': '%}', '{#': '#}' }

/** The end of the template tag that begins here, or `at` when none does. */
export function pastTag(text: string, at: number): number {
  if (text[at] !== '{') return at
  const closer = CLOSERS[text.slice(at, at + 2)]
  if (!closer) return at
  let quote = ''
  for (let i = at + 2; i < text.length; i++) {
    const c = text[i]
    if (quote) {
      if (c === '\\') i++
      else if (c === quote) quote = ''
    } else if (text.startsWith(closer, i)) return i + 2
    else if (closer !== '#}' && (c === '"' || c === "'")) quote = c
  }
  throw new SourceError('tag', at)
}

/** Pieces of a text: template tags, and what is between them. */
export function pieces(text: string): { tag: boolean; text: string }[] {
  const out: { tag: boolean; text: string }[] = []
  let from = 0
  for (let at = 0; at < text.length; ) {
    let end = at
    try { end = pastTag(text, at) } catch { end = at }
    if (end === at) { at++; continue }
    if (at > from) out.push({ tag: false, text: text.slice(from, at) })
    out.push({ tag: true, text: text.slice(at, end) })
    from = at = end
  }
  if (from < text.length) out.push({ tag: false, text: text.slice(from) })
  return out
}

const BLANK = /[ \t\r\n\f\v]/
const NAME_START = /[A-Za-z_:]/

export class Reader {
  at = 0
  constructor(readonly text: string) {}

  get done() { return this.at >= this.text.length }
  sees(what: string) { return this.text.startsWith(what, this.at) }
  get opens() { return this.sees('<') && NAME_START.test(this.text[this.at + 1] ?? '') }

  private take(end: number) {
    const from = this.at
    this.at = end
    return this.text.slice(from, end)
  }

  blanks(): string {
    let end = this.at
    while (end < this.text.length && BLANK.test(this.text[end])) end++
    return this.take(end)
  }

  /** Past the next `stop` outside of template tags. */
  past(stop: string, wrong: () => SourceError): string {
    for (let i = this.at; i < this.text.length; ) {
      if (this.text.startsWith(stop, i)) return this.take(i + stop.length)
      const end = pastTag(this.text, i)
      i = end === i ? i + 1 : end
    }
    throw wrong()
  }

  /** Blanks and comments, of markup and of templates. */
  trivia(): string {
    let out = ''
    for (;;) {
      const start = this.at
      out += this.blanks()
      if (this.sees('<!--')) out += this.past('-->', () => new SourceError('comment', start))
      else if (this.sees('{#')) out += this.tag()
      if (this.at === start) return out
    }
  }

  /** A template tag; nothing when none begins here. */
  tag(): string {
    return this.take(pastTag(this.text, this.at))
  }

  /** `<![CDATA[…]]>`, `<!…>` or `<?…>`; nothing when none begins here. */
  declaration(): string {
    const stop = this.sees('<![CDATA[') ? ']]>' : this.sees('<!') || this.sees('<?') ? '>' : ''
    const start = this.at
    return stop && this.past(stop, () => new SourceError('bracket', start))
  }

  name(): string {
    let end = this.at
    while (end < this.text.length && !/[\s/>="'<{]/.test(this.text[end])) end++
    return this.take(end)
  }

  /** Attributes up to the end of the tag. */
  attributes(start: number): { attrs: Attr[]; gap: string; empty: boolean } {
    const attrs: Attr[] = []
    for (;;) {
      const gap = this.blanks()
      if (this.sees('/>')) { this.at += 2; return { attrs, gap, empty: true } }
      if (this.sees('>')) { this.at += 1; return { attrs, gap, empty: false } }
      if (this.done || this.sees('<')) throw new SourceError('bracket', start)
      const end = pastTag(this.text, this.at)
      attrs.push(end > this.at ? { gap, name: this.take(end), sign: '', quote: '', value: '' } : this.attribute(gap))
    }
  }

  private attribute(gap: string): Attr {
    const start = this.at
    // Whatever cannot be a name (a stray quote or slash) is kept as a name of one letter.
    const name = this.name() || this.take(this.at + 1)
    const back = this.at
    const before = this.blanks()
    if (!this.sees('=')) {
      this.at = back
      return { gap, name, sign: '', quote: '', value: '' }
    }
    this.at += 1
    const sign = `${before}=${this.blanks()}`
    const quote = this.sees('"') ? '"' : this.sees("'") ? "'" : ''
    if (!quote) return { gap, name, sign, quote, value: this.bare() }
    this.at += 1
    const value = this.past(quote, () => new SourceError('quote', start, name))
    return { gap, name, sign, quote, value: value.slice(0, -1) }
  }

  private bare(): string {
    let end = this.at
    while (end < this.text.length && !/[\s>]/.test(this.text[end])) {
      const tag = pastTag(this.text, end)
      end = tag === end ? end + 1 : tag
    }
    return this.take(end)
  }
}
