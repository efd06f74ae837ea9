/** Numbers as people type and paste them: `1.234,56`, `1,234.56`, `1 234,56`. What could mean two things goes by the language, or is refused. */
import { LOCALES, language } from '@/i18n'

/** The marks of the reader's language. */
function marks(): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(LOCALES[language()], { useGrouping: 'always' } as unknown as Intl.NumberFormatOptions).formatToParts(12345.6)
  const of = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return { decimal: of('decimal'), group: of('group') }
}

/** The number that a text says; `null` when it says none, or more than one could be meant. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/\u2212/g, '-').replace(/[\s'’]/g, ' ')
  const [, sign, body] = /^([+-]?) ?([\d., ]*\d[.,]?)$/.exec(plain) ?? []
  if (body === undefined) return null
  const decimal = decimalOf(body)
  if (decimal === null) return null
  const at = decimal ? body.lastIndexOf(decimal) : body.length
  const [whole, part] = [body.slice(0, at), body.slice(at + 1)]
  if (!/^\d*$/.test(part) || !grouped(whole)) return null
  const read = Number(`${whole.replace(/\D/g, '') || '0'}.${part || '0'}`)
  return sign === '-' ? -read : read
}

/** The decimal mark of a number: none is `''`, and `null` when it cannot be told. */
function decimalOf(body: string): string | null {
  const used = [...new Set(body.replace(/[\d ]/g, ''))]
  if (used.length === 0) return ''
  if (used.length > 1) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ','
  const [mark] = used
  if (body.split(mark).length > 2) return ''
  // One mark before three digits: thousands or decimals, as the language has it.
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) return mark
  const { decimal, group } = marks()
  return mark === decimal ? mark : mark === group ? '' : null
}

/** Digits alone, or in thousands that one mark parts. */
const grouped = (whole: string) => /^\d*$/.test(whole) || /^\d{1,3}([., ])\d{3}(\1\d{3})*$/.test(whole)

/** A number as it stands in an input: in the language's marks, with what decimals it has. */
export function writeNumber(value: number, digits = 10): string {
  return new Intl.NumberFormat(LOCALES[language()], { maximumFractionDigits: digits, useGrouping: 'always' } as unknown as Intl.NumberFormatOptions).format(value)
}
