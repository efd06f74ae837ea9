/** The three languages have the same keys and placeholders, and the code uses exactly these keys. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from './en.json'
import es from './es.json'
import no from './no.json'

const texts: Record<string, Record<string, string>> = { en, es, no }
const src = join(import.meta.dirname, '..')

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.|schema\.d\.ts$/.test(entry.name) ? [readFileSync(path, 'utf8')] : []
  })
}

const code = sources(src).join('\n')
const base = (key: string) => key.replace(/_(one|other)$/, '')
/** Whole keys: any quoted text that is a key. */
const quoted = new Set([...code.matchAll(/['"]([a-z][\w]*(?:\.[\w-]+)+)['"]/g)].map((m) => m[1]))
/** Keys put together: t(`op.${op}`) uses every key that begins with `op.`. */
const prefixes = [...code.matchAll(/\bt\(\s*`([a-z][\w.]*\.)\$\{/g)].map((m) => m[1])

test('the languages have the same keys', () => {
  for (const lang of ['es', 'no']) expect(Object.keys(texts[lang]).sort(), lang).toEqual(Object.keys(en).sort())
})

test('the languages have the same placeholders and no empty text', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((m) => m[1]).sort()
  for (const [key, text] of Object.entries(en)) {
    for (const lang of ['es', 'no']) {
      expect(texts[lang][key]?.trim(), `${lang} ${key}`).toBeTruthy()
      expect(holes(texts[lang][key]), `${lang} ${key}`).toEqual(holes(text))
    }
  }
})

test('every key that the code names exists', () => {
  const called = [...code.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].map((m) => m[1])
  const known = new Set(Object.keys(en).flatMap((key) => [key, base(key)]))
  expect(called.filter((key) => !known.has(key))).toEqual([])
  for (const prefix of prefixes) expect([...known].some((k) => k.startsWith(prefix)), prefix).toBe(true)
})

test('no two states of a send are called the same', () => {
  for (const [lang, all] of Object.entries(texts)) {
    const names = Object.entries(all).filter(([key]) => key.startsWith('sends.state.')).map(([, name]) => name)
    expect(names.length, lang).toBe(9)
    expect(new Set(names).size, `${lang}: ${names.join(', ')}`).toBe(names.length)
  }
})

test('no key is unused', () => {
  const used = (key: string) => quoted.has(key) || quoted.has(base(key)) || prefixes.some((p) => key.startsWith(p))
  expect(Object.keys(en).filter((key) => !used(key))).toEqual([])
})
