/** Places of findings are said in words, and those that are not known stay. */
import i18next from 'i18next'
import { expect, test } from 'vitest'
import '@/i18n'
import { placeOf } from './place'

test.each([
  ['mjml:12', 'Source, line 12'], ['subject', 'Subject'], ['languages.es.mjml:3', 'Spanish, Source, line 3'], ['languages.nb', 'Norwegian Bokmål'],
  ['filter', 'filter'], ['brand.text', 'brand.text'], ['https://example.com/', 'https://example.com/'], ['', ''],
])('%s', (path, said) => expect(placeOf(i18next.t, path)).toBe(said))
