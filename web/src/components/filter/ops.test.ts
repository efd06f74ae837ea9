/** What is kept of a comparison when another one, or another figure, is chosen. */
import { expect, test } from 'vitest'
import type { FieldType, Measure, Op } from '@/api/model'
import { FIGURES, makeFigure, measuring, opsOfFigure, typeOf } from './figures'
import { carried, firstValues, opsOf, takes, takesNoValue } from './ops'

test('values are kept where they still mean the same', () => {
  expect(carried('is', 'is_not', ['NO', 'ES'])).toEqual(['NO', 'ES'])
  expect(carried('at_least', 'between', [3])).toEqual([3, 3])
  expect(carried('between', 'at_most', [3, 8])).toEqual([3])
  expect(carried('is', 'at_least', [3, 8])).toEqual([3])
  expect(carried('before', 'between', ['2026-01-01'])).toEqual(['2026-01-01', '2026-01-01'])
  expect(carried('in_last_days', 'anniversary_in_next_days', [7])).toEqual([7])
})

test('values that would mean something else are not', () => {
  expect(carried('in_last_days', 'before', [30])).toEqual([])
  expect(carried('before', 'in_this', ['2026-01-01'])).toEqual(['month'])
  expect(carried('in_this', 'in_last_days', ['year'])).toEqual([30])
  expect(carried('is', 'known', ['NO'])).toEqual([])
})

test('every comparison that is offered takes something that the builder can edit', () => {
  const types: FieldType[] = ['text', 'choice', 'integer', 'decimal', 'money', 'date', 'instant', 'boolean', 'email', 'phone', 'url', 'country']
  for (const op of new Set(types.flatMap(opsOf))) {
    expect(takesNoValue(op)).toBe(takes(op) === 'nothing')
    expect(firstValues(op).length).toBe(['unit', 'days'].includes(takes(op)) ? 1 : 0)
  }
  for (const type of ['date', 'instant'] as const) expect(opsOf(type)).toEqual(expect.arrayContaining<Op>(['in_this', 'in_previous', 'in_next', 'anniversary_in_next_days']))
  expect(opsOf('integer')).not.toContain('in_this')
})

test('a figure of another type begins anew, one of the same goes on', () => {
  const measure: Measure = { kind: ['purchase'], of: 'distinct_days', op: 'at_least', values: [2] }
  expect(measuring(measure, 'distinct_assets')).toEqual({ ...measure, of: 'distinct_assets' })
  expect(measuring(measure, { sum: 'value' })).toEqual({ ...measure, of: { sum: 'value' }, values: [] })
  expect(measuring(measure, 'last')).toEqual({ ...measure, of: 'last', op: 'in_last_days', values: [30] })
  expect(FIGURES.map((form) => typeOf(makeFigure(form)))).toEqual(['integer', 'integer', 'integer', 'money', 'money', 'money', 'instant', 'instant'])
  expect(typeOf({ max: { property: 'seats' } })).toBe('decimal')
  for (const form of FIGURES) expect(opsOfFigure(makeFigure(form)).length).toBeGreaterThan(5)
})
