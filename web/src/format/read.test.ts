/** Numbers in each language: what is typed or pasted is what is read, or nothing is. */
import { afterEach, expect, test } from 'vitest'
import { setLanguage } from '@/i18n'
import { readNumber, writeNumber } from './read'

afterEach(() => setLanguage('en'))

test.each([
  ['en', '0.7', 0.7], ['en', '0,7', 0.7], ['en', '1,234', 1234], ['en', '1.234', 1.234], ['en', '1,234.56', 1234.56], ['en', '1.234,56', 1234.56],
  ['es', '0,7', 0.7], ['es', '0.7', 0.7], ['es', '1.234', 1234], ['es', '1,234', 1.234], ['es', '1.234,56', 1234.56], ['es', '1,234.56', 1234.56], ['es', '1.234.567', 1234567],
  ['no', '0,7', 0.7], ['no', '1 234,56', 1234.56], ['no', '1\u00a0234', 1234], ['no', '1,234', 1.234], ['no', '−3,5', -3.5], ['no', '1.234,56', 1234.56],
  ['es', '0,125', 0.125], ['es', '12345,678', 12345.678], ['es', '7,', 7], ['es', '-2', -2], ['es', ',5', 0.5],
] as const)('%s: %s', (lang, text, wanted) => {
  setLanguage(lang)
  expect(readNumber(text)).toBe(wanted)
})

test.each([
  ['no', '1.234'], ['en', '12.345.67'], ['es', '1,2,3'], ['es', '12 5'], ['en', '1,234,5.6'], ['en', 'seven'], ['en', '12a'], ['en', '1e5'], ['en', ''], ['en', '-'], ['en', '€ 5'], ['en', '1.2.3,4'],
] as const)('%s: %s is refused', (lang, text) => {
  setLanguage(lang)
  expect(readNumber(text)).toBeNull()
})

test('what is written is read back', () => {
  for (const lang of ['en', 'es', 'no'] as const) {
    setLanguage(lang)
    for (const n of [0, 0.5, 1.08, -1234.5, 1234, 1234567.891, 0.0049]) expect(readNumber(writeNumber(n)), `${lang} ${n}`).toBe(n)
  }
  setLanguage('es')
  expect(writeNumber(1234.5)).toBe('1.234,5')
})
