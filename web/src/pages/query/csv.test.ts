/** What a downloaded result says, to the byte. */
import { expect, test } from 'vitest'
import { csvOf } from './csv'

const columns = [{ name: 'a', type: 'Utf8' }, { name: 'b', type: 'Int64' }]

test('quotes what needs quotes and leaves nulls empty', () => {
  expect(csvOf({ columns, rows: [['x, "y"', -1], [null, 2]], truncated: false, ms: 1 })).toBe('a,b\r\n"x, ""y""",-1\r\n,2\r\n')
})

test('a formula stays text, a negative number stays a number', () => {
  expect(csvOf({ columns, rows: [['=HYPERLINK("x")', -5]], truncated: false, ms: 1 })).toContain('"\'=HYPERLINK(""x"")",-5')
})
