/** Snippets: in an email, and by themselves. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wearsCompany } from './brand'
import { read, written } from './condition'
import { included } from './moves'
import { parse } from './parse'
import { inserted } from './place'
import { preset, type Words } from './presets'
import { framed, levelOf, pathOf, shows, snippetOf, unframed } from './snippet'
import { bodyOf, fits, SNIPPET_LEVELS, spots } from './tree'
import { write } from './write'

const folder = join(import.meta.dirname, '../../../../../../instance/snippets')
const shipped = readdirSync(folder).filter((name) => name.endsWith('.mjml')).map((name) => readFileSync(join(folder, name), 'utf8'))
const source = '<mjml><mj-body>\n  <mj-section>\n    <mj-column>\n      <mj-text>Hi</mj-text>\n    </mj-column>\n  </mj-section>\n  <mj-include  path=\'snippet:footer\' />\n</mj-body></mjml>'

const line = (text: string) => text.replace(/\s+/g, ' ')

test('an include is written as it was read', () => {
  const doc = parse(source)
  expect(write(doc)).toBe(source)
  expect(snippetOf(bodyOf(doc).children[1])).toBe('footer')
  expect(snippetOf(bodyOf(doc).children[0])).toBeNull()
  expect(shows(source, 'footer')).toBe(true)
  expect(shows(source, 'foot')).toBe(false)
})

test('a snippet says where it may stand', () => {
  expect(levelOf('<mj-raw>{% if company %}</mj-raw><mj-section /><mj-raw>{% endif %}</mj-raw>')).toBe('rows')
  expect(levelOf('<mj-column />\n<mj-column />')).toBe('columns')
  expect(levelOf('<!-- x --><mj-text>x</mj-text>')).toBe('content')
  SNIPPET_LEVELS.set(pathOf('footer'), 'rows')
  const include = bodyOf(parse(source)).children[1]
  expect([fits(include, 'rows'), fits(include, 'columns'), fits(include, 'content')]).toEqual([true, false, false])
})

test('by itself it comes back as it was', () => {
  for (const mjml of [...shipped, '<mj-text>x</mj-text>\n', '\n<mj-column width="40%">\n</mj-column><!-- end -->', '<mj-section padding="0" />']) {
    expect(unframed(framed(mjml), levelOf(mjml)), mjml).toBe(mjml)
    expect(wearsCompany(parse(framed(mjml)))).toBe(true)
  }
  // A second row, or a frame that says something, is part of it.
  expect(unframed('<mjml><mj-body><mj-section padding="0"><mj-column><mj-text>x</mj-text></mj-column></mj-section></mj-body></mjml>', 'content')).toContain('padding="0"')
  expect(unframed('<mjml><mj-body><mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section><mj-section /></mj-body></mjml>', 'content')).toMatch(/^<mj-section>.*<mj-section \/>$/)
})

test('a snippet is chosen where the block is, or beside what is around it', () => {
  SNIPPET_LEVELS.set(pathOf('word'), 'content')
  const doc = parse(source)
  const column = spots(doc).find((s) => s.level === 'content')!
  const at = inserted(doc, column.owner.id, 1, preset('snippet', {} as Words))!
  const block = spots(at).find((s) => snippetOf(s.block) === '')!.block
  const here = included(at, block.id, 'word')!
  expect(line(write(here.doc))).toBe(line(source.replace('</mj-text>', '</mj-text> <mj-include path="snippet:word" />')))
  const beside = included(at, block.id, 'footer')!
  expect(line(write(beside.doc))).toBe(line(source.replace('</mj-section>', '</mj-section> <mj-include path="snippet:footer" />')))
  expect(spots(beside.doc).find((s) => s.block.id === beside.selected)?.level).toBe('rows')
})

test('segments are asked for by their keys', () => {
  for (const said of ['"engaged" in contact.segments', '"engaged" not in contact.segments and contact.country == "ES"']) expect(written(read(said)!)).toBe(said)
  expect(read('"engaged" in contact.segments')?.parts).toEqual([{ variable: 'contact.segments', test: 'in_segment', values: ['engaged'] }])
  expect(read('"engaged" in contact.lists')).toBeNull()
})
