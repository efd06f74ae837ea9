/** Documents made up by a seed, for tests of what holds of every document. */
import { rawTag } from './logic'
import { fresh, type Attr, type Block, type Doc, type Element } from './types'

export type Dice = (sides: number) => number

/** Mulberry32: the same seed rolls the same. */
export function dice(seed: number): Dice {
  let a = seed >>> 0
  return (sides) => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % sides
  }
}

const pick = <T>(roll: Dice, list: T[]) => list[roll(list.length)]
const some = <T>(roll: Dice, most: number, make: () => T) => Array.from({ length: roll(most + 1) }, make)

const BLANKS = ['', ' ', '\n', '\n  ', '\r\n\t']
const LEADS = [...BLANKS, '\n<!-- a > b " \' -->\n', '<!---->', ' {# <mj-text> #} ', '\n<!-- {{ "-->" }} -->']
const VALUES = ['', '10px', '#fff', 'a &amp; b', '{{ contact.first_name | default("you & me > all") }}', "it's", '&lt;ñ é 日本 🎈&#160;', '{% if a < "1" %}x{% endif %}', 'a > b']
const TEXTS = ['loose', '{{ company }}', '&copy; 2026 > all', '<![CDATA[ <b> ]]>', '{% if a < b %}', 'ñandú 🎈']
const CONTENTS = [
  '', 'Hello', ' Hi <b>you</b><br>&nbsp;{{ contact.first_name | default("<b>") }} ', '<a href="{{ x }}?a=1&amp;b=2">link</a>', '<ul><li>one</li></ul><hr />', '<!-- </mj-text> -->',
  "{% for c in ['</p>'] %}{{ c }}{% endfor %}", '<table><tr><td width=100>1</td></tr></table>', '<p data-x>ñ 🎈</p>', '5 < 6 &lt; 7', '{# </mj-text> #}',
]
const EXPRESSIONS = ['contact.country == "ES"', 'contact.x in ["%}", "a"]', 'not a', "a == '</mj-raw>'"]
const LEAVES = ['mj-text', 'mj-button', 'mj-raw', 'mj-table', 'mj-image', 'mj-divider', 'mj-unheard', 'div', 'mj-carousel']

const attribute = (roll: Dice, i: number): Attr => {
  const name = `${pick(roll, ['padding', 'css-class', 'data-ñ', 'xlink:href'])}${i}`
  const kind = roll(8)
  if (kind === 0) return { gap: pick(roll, [' ', '\n  ']), name, sign: '', quote: '', value: '' }
  if (kind === 1) return { gap: ' ', name, sign: '=', quote: '', value: '12' }
  const quote = pick(roll, ['"', "'"] as const)
  const value = pick(roll, VALUES.filter((v) => !v.includes(quote) || v.startsWith('{')))
  return { gap: ' ', name, sign: pick(roll, ['=', '=', ' = ']), quote, value }
}

function element(roll: Dice, lead: string, name: string, children: Block[] | null): Element {
  const content = children ? '' : pick(roll, CONTENTS)
  const empty = !children?.length && content === '' && roll(2) === 0
  const attrs = some(roll, 3, () => 0).map((_, i) => attribute(roll, i))
  const bare = attrs.at(-1)?.sign && !attrs.at(-1)!.quote
  const trail = children && !empty ? pick(roll, LEADS) : ''
  return { type: 'element', id: fresh(), lead, name, attrs, gaps: [bare ? ' ' : pick(roll, BLANKS), empty ? '' : pick(roll, BLANKS)], empty, content, children: children ?? [], trail }
}

const NEXT: Record<string, string[]> = { 'mj-body': ['mj-section', 'mj-wrapper', 'mj-hero'], 'mj-wrapper': ['mj-section'], 'mj-section': ['mj-column', 'mj-group'], 'mj-group': ['mj-column'] }

function block(roll: Dice, within: string, depth: number): Block {
  const lead = pick(roll, LEADS)
  const kind = roll(10)
  if (kind === 0) return { type: 'loose', id: fresh(), lead, text: pick(roll, TEXTS) }
  if (kind === 1 && depth < 5) {
    const tag = (content: string, at = '') => ({ ...rawTag(content), lead: at })
    const list = () => blocks(roll, within, depth + 1)
    const branches = [{ id: fresh(), tag: tag(`{% if ${pick(roll, EXPRESSIONS)} %}`), children: list() }]
    if (roll(2)) branches.push({ id: fresh(), tag: tag('{%- else -%}', pick(roll, LEADS)), children: list() })
    return { type: 'logic', id: fresh(), lead, branches, end: tag('{% endif %}', pick(roll, LEADS)) }
  }
  const inner = NEXT[within] && kind > 2 && depth < 7 ? pick(roll, NEXT[within]) : null
  return inner ? element(roll, lead, inner, blocks(roll, inner, depth + 1)) : element(roll, lead, pick(roll, LEAVES), null)
}

/** No two texts side by side with nothing but blanks between: they would be one. */
const blocks = (roll: Dice, within: string, depth: number) => some(roll, 3, () => block(roll, within, depth))
  .filter((b, i, all) => b.type !== 'loose' || all[i - 1]?.type !== 'loose')

export function document(roll: Dice): Doc {
  const head = element(roll, pick(roll, LEADS), 'mj-head', [element(roll, '\n', 'mj-title', null), element(roll, '', 'mj-attributes', [element(roll, ' ', 'mj-all', null)])])
  const body = element(roll, pick(roll, LEADS), 'mj-body', blocks(roll, 'mj-body', 0))
  const root = element(roll, pick(roll, LEADS), 'mjml', roll(4) ? [head, body] : [body])
  return { root, after: pick(roll, LEADS) }
}
