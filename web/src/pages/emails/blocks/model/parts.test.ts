/** Conditions, loops, columns, the brand and texts: what is read is what was written, and the rest is left alone. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attr, decoded, encoded, sharedOf, effective, withAttr } from './attributes'
import { brandOf, coloursOf, lookOf, sharedIn, wearsCompany, withBrand, withCompany, withOwn } from './brand'
import { ratioOf, withRatio } from './columns'
import { read, readLoop, TESTS, takesMany, takesValue, written, writtenLoop, type Condition } from './condition'
import { parse, parseBlocks } from './parse'
import { close, markText, open } from './richtext'
import { dice } from './seeded.test-data'
import { bodyOf, headOf, spots } from './tree'
import type { Doc, Element } from './types'
import { write, writeBlock } from './write'

const mail = (head: string, body = '') => `<mjml>${head}<mj-body>${body}</mj-body></mjml>`

test('a picked condition is read as it was picked', () => {
  const texts = ['ES', 'say "hi"', 'back\\slash', "it's", 'ñ 🎈', 'and', '], [', '%}', 'a\nb', '']
  for (let seed = 0; seed < 500; seed++) {
    const roll = dice(seed)
    const parts = Array.from({ length: 1 + roll(3) }, () => {
      const test = TESTS[roll(TESTS.length)]
      const values = !takesValue(test) ? [] : test === 'over' || test === 'under' ? [String(roll(99))] : Array.from({ length: takesMany(test) ? roll(4) : 1 }, () => texts[roll(texts.length)])
      return { variable: ['contact.country', 'account.size', 'company'][roll(3)], test, values }
    })
    const condition: Condition = { joint: parts.length > 1 && roll(2) ? 'or' : 'and', parts }
    expect(read(written(condition)), written(condition)).toEqual(condition)
  }
})

test.each(['a and b or c', 'contact.x | upper == "A"', 'a == b', 'x is defined', '(a)', 'a in b', 'a == 5', '', 'not', '"a" == a'])('%s is more than can be picked', (text) => {
  expect(read(text)).toBe(null)
})

test('loops over texts, and over what is no list of texts', () => {
  expect(readLoop('city in ["Madrid", \'Oslo\']')).toMatchObject({ name: 'city', items: ['Madrid', 'Oslo'] })
  expect(readLoop('x in contact.cities')).toEqual({ name: 'x', items: null, over: 'contact.cities' })
  for (const text of ['x in contact.cities', 'x in ["a", "b\\"c"]', 'x in []']) expect(writtenLoop(readLoop(text))).toBe(text)
})

test('attributes: entities go and come, template tags stay', () => {
  for (const text of ['a & b', '"q"', '<x>', '{{ a | default("b & c") }}&', 'ñ🎈', '&amp;']) expect(decoded(encoded(text))).toBe(text)
  const [made] = parseBlocks("<mj-text a = 'x &amp; y' b></mj-text>") as Element[]
  expect(withAttr(made, 'a', 'x & y')).toBe(made)
  expect(attr(withAttr(made, 'a', 'z'), 'a')).toBe('z')
  expect(withAttr(made, 'c', undefined)).toBe(made)
})

test('what the head says reaches the element in the order of the renderer', () => {
  const doc = parse(mail('<mj-head><mj-attributes><mj-all color="1" /><mj-text color="2" size="2" /><mj-class name="k" color="3" /></mj-attributes></mj-head>', '<mj-text mj-class="k" /><mj-text /><mj-button /><mj-text color="4" />'))
  const shared = sharedOf(headOf(doc))
  expect(spots(doc).map((s) => effective(s.block as Element, 'color', shared))).toEqual(['3', '2', '1', '4'])
})

test('a brand is said in the head, read from there, and taken away again', () => {
  const brand = { font: "Inter, 'Helvetica Neue', sans-serif", text: '#111111', link: '#00ff00', page: '#eeeeee', button: '#222222', radius: '4px', logo: 'https://x.example/l.png', logo_link: 'https://x.example/?a=1&b=2' }
  for (const head of ['', '<mj-head></mj-head>', '<mj-head><mj-attributes><mj-text size="2"/></mj-attributes><mj-style>.x{}</mj-style></mj-head>']) {
    const doc = parse(mail(head))
    const made = parse(write(withBrand(doc, brand)))
    expect(brandOf(made)).toMatchObject(brand)
    expect(write(made)).toContain(/<mj-style>.x{}/.test(head) ? '.x{}' : '')
    const less = withBrand(made, { text: '', link: '', logo: '' })
    expect(brandOf(less)).toMatchObject({ text: undefined, link: undefined, logo: undefined, button: '#222222' })
    expect(write(withBrand(made, brandOf(made)))).toBe(write(made))
  }
  expect(coloursOf('#AABBCC #aabbcc #112233 #fff')).toEqual(['#aabbcc', '#112233'])
})

test('an email wears the company’s brand in place of its own, and takes its own from there', () => {
  const company = { font: 'Georgia, serif', text: '#111111', size: '15px', link: '#222222', page: '#333333', button: '#444444', logo: 'https://x.example/l.png' }
  const own = '<mj-head><!-- kept --><mj-attributes><mj-all font-family="Arial" /><mj-text color="#999999" line-height="2" /><mj-class name="logo" src="x" /></mj-attributes><mj-style>a { color: #888888; }</mj-style></mj-head>'
  for (const head of ['', own]) {
    const worn = withCompany(parse(mail(head)))
    const source = write(worn)
    expect(write(parse(source))).toBe(source)
    expect(wearsCompany(worn)).toBe(true)
    expect(withCompany(worn)).toBe(worn)
    expect(source).toContain('<mj-include path="brand:company" />')
    expect(source).not.toMatch(/Arial|#999999|#888888|logo/)
    expect(lookOf(worn, company)).toEqual(company)
    expect(sharedIn(headOf(worn), company)).toMatchObject({
      all: { 'font-family': 'Georgia, serif' }, classes: { logo: { src: 'https://x.example/l.png' } },
      elements: { 'mj-text': { color: '#111111', 'font-size': '15px', ...(head ? { 'line-height': '2' } : {}) }, 'mj-body': { 'background-color': '#333333' } },
    })
    const back = withOwn(worn, company)
    expect(wearsCompany(back)).toBe(false)
    expect(brandOf(parse(write(back)))).toMatchObject(company)
    if (head) expect(write(back)).toContain('<!-- kept -->')
  }
  const louder = parse(mail('<mj-head><mj-include path="brand:company" /><mj-attributes><mj-text color="#ff0000" /></mj-attributes></mj-head>'))
  expect(lookOf(louder, company)).toEqual({ ...company, text: '#ff0000' })
})

test('what an email draws in the brand’s colours follows its own brand, too', () => {
  const company = { link: '#222222', button: '#444444' }
  const drawn = '<mj-section mj-class="brand-button"><mj-column><mj-text mj-class="kicker brand-link">x</mj-text></mj-column></mj-section>'
  const worn = parse(mail('<mj-head><mj-include path="brand:company" /></mj-head>', drawn))
  const seen = (doc: Doc) => {
    const shared = sharedIn(headOf(doc), company)
    const drawn = (name: string) => spots(doc).map((s) => s.block as Element).find((b) => b.name === name)!
    return [effective(drawn('mj-section'), 'background-color', shared), effective(drawn('mj-text'), 'color', shared)]
  }
  expect(seen(worn)).toEqual(['#444444', '#222222'])
  const own = withOwn(worn, company)
  expect(seen(own)).toEqual(['#444444', '#222222'])
  expect(seen(withBrand(own, { link: '#abcdef' }))).toEqual(['#444444', '#abcdef'])
  expect(seen(withCompany(own))).toEqual(['#444444', '#222222'])
  expect(write(withOwn(parse(mail('<mj-head><mj-include path="brand:company" /></mj-head>')), company))).not.toContain('brand-')
})

test('columns come and go, what stood in them stays', () => {
  const doc = parse(mail('', '<mj-section><mj-column><mj-text>a</mj-text></mj-column><!-- c --><mj-column><mj-text>b</mj-text></mj-column></mj-section>'))
  const section = bodyOf(doc).children[0] as Element
  expect(ratioOf(section)).toBe('1:1')
  for (const ratio of [[1], [1, 2], [1, 2, 1], [1, 1, 1, 1]]) {
    const made = withRatio(doc, section.id, ratio)
    expect(ratioOf(bodyOf(made).children[0] as Element)).toBe(ratio.join(':'))
    expect(write(made)).toMatch(/a<.*b</s)
    expect(write(parse(write(made)))).toBe(write(made))
  }
})

test.each([
  'Hi {{ contact.first_name | default("<you> & me") }},', 'a <b>b</b><br />c &amp; d&nbsp;e', '<ul style="margin:0"><li>x</li></ul>', '<a href="{{ url }}?a=1&amp;b=2" target="_blank">x</a>',
  '{% if a < b %}x{% else %}<i>y</i>{% endif %}', 'ñ 🎈 &lt;tag&gt;',
])('the text %s is edited without loss', (source) => {
  const { html, rich } = open(source)
  expect(rich).toBe(true)
  const box = document.createElement('div')
  box.innerHTML = html
  expect(box.querySelector('a[href]')).toBe(null)
  expect(close(box)).toBe(source)
})

test('the texts of every shipped template are edited without loss', () => {
  const folder = join(import.meta.dirname, '../../../../../../instance/emails')
  const texts = readdirSync(folder).filter((name) => name.endsWith('.mjml') && !name.startsWith('_')).flatMap((name) => {
    const source = readFileSync(join(folder, name), 'utf8')
    return parseBlocks(source.includes('<mjml') ? '' : source).flatMap((b) => (b.type === 'element' ? spots(parse(mail('', writeBlock(b)))) : []))
  }).flatMap(({ block }) => (block.type === 'element' && ['mj-text', 'mj-button'].includes(block.name) ? [block.content] : []))
  expect(texts.length).toBeGreaterThan(100)
  for (const source of texts) {
    const { html, rich } = open(source)
    expect(rich, source).toBe(true)
    const box = document.createElement('div')
    box.innerHTML = html
    expect(close(box)).toBe(source)
  }
})

test.each(['<img src="x" onerror="alert(1)">', '<script>alert(1)</script>', '<iframe></iframe>', 'a <b onclick="x()">b</b>', '<!--[if mso]><i>x</i><![endif]-->', '<custom>x</custom>', '<![CDATA[x]]>'])('%s is shown without harm and edited as source only', (source) => {
  const { html, rich } = open(source)
  expect(rich).toBe(false)
  expect(html).not.toMatch(/onerror|onclick|<script|<iframe/)
})

test('marks say the name of the variable', () => {
  expect([markText('{{ contact.first_name | default("x") }}'), markText('{{ company }}'), markText('{% if a %}')]).toEqual(['first name', 'company', 'if a'])
  const names = new Map([['contact.first_name', 'Nombre']])
  expect([markText('{{ contact.first_name | default("x") }}', names), markText('{{ item.size }}', names)]).toEqual(['Nombre', 'item.size'])
  expect(open('Hola {{ contact.first_name }}', names).html).toContain('>Nombre</span>')
  expect(open('Hola {{ contact.first_name }}').html).toContain('>first name</span>')
})
