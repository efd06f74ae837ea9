/** Nothing is lost: between source and blocks, and by whatever is done to the blocks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { starter } from '../../starter'
import { conditional, doubled, moved, movedTo, removed, unwrapped, type Done, type Way } from './moves'
import { lineOf, parse } from './parse'
import { inserted, placeFor } from './place'
import { copied, KINDS, preset, type Words } from './presets'
import { dice, document, type Dice } from './seeded.test-data'
import { bodyOf, listsOf, spots } from './tree'
import { SourceError, type Doc } from './types'
import { placed, write, writeBlock } from './write'

const words: Words = { text: 'Write', button: 'Go', product: 'Name', description: 'What', price: '1 €', unsubscribe: 'Unsubscribe' }
/** RUNS=5000 looks further. */
const RUNS = Number(process.env.RUNS ?? 250)
const PATIENCE = 5_000 + RUNS * 100

/** A document without the marks of its blocks. */
const bare = (doc: Doc) => JSON.parse(JSON.stringify(doc, (key, value) => (key === 'id' ? undefined : value)))

const folder = join(import.meta.dirname, '../../../../../../instance/emails')
const layout = readFileSync(join(folder, '_layout.mjml'), 'utf8')
const shipped = readdirSync(folder).filter((name) => name.endsWith('.mjml')).map((name): [string, string] => {
  const text = readFileSync(join(folder, name), 'utf8')
  return [name, text.includes('<mjml') ? text : layout.replace('<!-- content -->', () => text)]
})

test('there are shipped templates', () => expect(shipped.length).toBeGreaterThan(20))

test.each([...shipped, ['starter', starter('x', { ...words, greeting: (name) => `Hola, ${name}:`, there: 'x', regards: 'Un saludo' }).mjml]])('%s is written as it was read', (_, source) => {
  expect(write(parse(source))).toBe(source)
})

test('every document is read back as it was written', { timeout: PATIENCE }, () => {
  for (let seed = 0; seed < RUNS; seed++) {
    const doc = document(dice(seed))
    const source = write(doc)
    const read = parse(source)
    expect(write(read), `seed ${seed}`).toBe(source)
    expect(bare(read), `seed ${seed}`).toEqual(bare(doc))
  }
})

/** Something that a marketer could do, at random. */
function anyChange(doc: Doc, roll: Dice): Done | null {
  const all = spots(doc)
  const { block } = all[roll(all.length)] ?? { block: bodyOf(doc) }
  const kind = roll(8)
  if (kind === 0) return removed(doc, block.id)
  if (kind === 1) return doubled(doc, block.id)
  if (kind === 2) return conditional(doc, block.id, 'contact.vip')
  if (kind === 3) return unwrapped(doc, block.id)
  if (kind === 4) return moved(doc, block.id, (['up', 'down', 'left', 'right'] as Way[])[roll(4)])
  if (kind === 5) {
    const owners = [bodyOf(doc), ...all.flatMap((s) => listsOf(s.block))]
    const owner = owners[roll(owners.length)]
    return movedTo(doc, block.id, owner.id, roll(owner.children.length + 1))
  }
  const made = preset(KINDS[roll(KINDS.length)], words)
  const to = placeFor(doc, roll(4) ? block.id : null, made)
  const next = inserted(doc, to.owner, to.index, made)
  return next && { doc: next, selected: made.id }
}

test('whatever is done to the blocks, the source says the same blocks, and what was not touched stands as it was', { timeout: PATIENCE }, () => {
  let done = 0
  for (let seed = 0; seed < RUNS; seed++) {
    const roll = dice(seed + 10_000)
    let doc = document(roll)
    for (let step = 0; step < 12; step++) {
      const next = anyChange(doc, roll)
      if (!next) continue
      done += 1
      expect(bare(parse(write(next.doc))), `seed ${seed}, step ${step}`).toEqual(bare(next.doc))
      const texts = (of: Doc) => spots(of).filter((s) => s.block.type === 'element' && s.block.content).map((s) => (s.block as { content: string }).content)
      if (step === 0 && write(next.doc).length >= write(doc).length) for (const text of texts(doc)) expect(texts(next.doc), `seed ${seed}`).toContain(text)
      doc = next.doc
    }
  }
  expect(done).toBeGreaterThan(RUNS * 4)
})

test('a block that is moved away and back leaves the source as it was', () => {
  for (const [, source] of shipped) {
    const doc = parse(source)
    const text = spots(doc).find((s) => s.block.type === 'element' && s.block.name === 'mj-button')
    if (!text) continue
    const up = moved(doc, text.block.id, 'up')!
    expect(write(up.doc)).not.toBe(source)
    expect(write(moved(up.doc, text.block.id, 'down')!.doc)).toBe(source)
  }
})

test('a copy says the same', () => {
  const doc = parse(shipped[0][1])
  for (const { block } of spots(doc)) expect(writeBlock(copied(block))).toBe(writeBlock(block))
})

test.each([
  ['<p>x</p>', 'no_mjml', 1, 1], ['<mjml></mjml>', 'no_body', 1, 14], ['<mjml>\n<mj-body>\n</mjml>', 'crossed', 3, 1], ['<mjml><mj-body><mj-section>', 'unclosed', 1, 16],
  ['<mjml><mj-body><mj-text>\n<b><i></b></mj-text></mj-body></mjml>', 'crossed', 2, 7], ['<mjml><mj-body>{{ x </mj-body></mjml>', 'tag', 1, 16],
  ['<mjml><mj-body a="></mj-body></mjml>', 'quote', 1, 16], ['<mjml><mj-body><!-- </mj-body></mjml>', 'comment', 1, 16], ['<mjml><mj-body /></mjml>x', 'after', 1, 25],
  ['<mjml><mj-body <x></mj-body></mjml>', 'bracket', 1, 7], ['<mjml><mj-body><mj-text></mj-body></mjml>', 'crossed', 1, 25],
])('%s is refused: %s', (source, code, line, column) => {
  let wrong: unknown
  try { parse(source) } catch (error) { wrong = error }
  expect(wrong).toBeInstanceOf(SourceError)
  const { code: said, at } = wrong as SourceError
  expect([said, lineOf(source, at)]).toEqual([code, { line, column }])
})

test('whatever letters come, reading ends: with the same letters, or with a place within them', { timeout: PATIENCE }, () => {
  const bits = ['<mjml>', '</mjml>', '<mj-body>', '</mj-body>', '<mj-text>', '</mj-text>', '<mj-raw>{% if a %}</mj-raw>', '<mj-raw>{% endif %}</mj-raw>', '{{', '}}', '{%', '%}', '{#', '#}', '<', '>', '/>', '"', "'", '=', '<!--', '-->', '<![CDATA[', ']]>', '<b ', 'x', ' ', '\n', '&amp;', 'é🎈', '<br>', '<?', '\\']
  for (let seed = 0; seed < RUNS * 10; seed++) {
    const roll = dice(seed)
    const inner = Array.from({ length: roll(14) }, () => bits[roll(bits.length)]).join('')
    const source = roll(3) ? `<mjml><mj-body>${inner}</mj-body></mjml>` : inner
    try {
      expect(write(parse(source))).toBe(source)
    } catch (error) {
      expect(error, JSON.stringify(source)).toBeInstanceOf(SourceError)
      expect((error as SourceError).at).toBeLessThanOrEqual(source.length)
    }
  }
})

test('every block is found where it stands in the source', { timeout: PATIENCE }, () => {
  for (let seed = 0; seed < 100; seed++) {
    const doc = document(dice(seed))
    const source = write(doc)
    const at = new Map(placed(doc).map((p) => [p.id, source.slice(p.start, p.end)]))
    for (const { block } of spots(doc)) expect(at.get(block.id), `seed ${seed}`).toBe(writeBlock({ ...block, lead: '' }))
  }
})
