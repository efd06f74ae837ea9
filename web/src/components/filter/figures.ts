/** Figures over what was done: their forms, and the type that each compares as. */
import type { Amount, FieldType, Figure, Measure, Op } from '@/api/model'
import { FIGURE_OPS, firstValues, opsOf } from './ops'

export const FIGURES = ['distinct_assets', 'distinct_days', 'distinct', 'sum', 'min', 'max', 'first', 'last'] as const
export type FigureForm = (typeof FIGURES)[number]

export const figureOf = (of: Figure) => (typeof of === 'string' ? of : Object.keys(of)[0]) as FigureForm
export const propertyOf = (of: Figure) => (typeof of === 'object' && 'distinct' in of ? of.distinct : undefined)

/** What is added up or compared; null where nothing is. */
export function amountOf(of: Figure): Amount | null {
  if (typeof of === 'string' || 'distinct' in of) return null
  return Object.values(of)[0] as Amount
}

export function makeFigure(form: FigureForm, amount: Amount = 'value'): Figure {
  switch (form) {
    case 'distinct': return { distinct: 'utm_source' }
    case 'sum': return { sum: amount }
    case 'min': return { min: amount }
    case 'max': return { max: amount }
    default: return form
  }
}

export function typeOf(of: Figure): FieldType {
  const form = figureOf(of)
  if (form === 'first' || form === 'last') return 'instant'
  const amount = amountOf(of)
  return amount === null ? 'integer' : amount === 'value' ? 'money' : 'decimal'
}

export const opsOfFigure = (of: Figure): Op[] => (typeOf(of) === 'instant' ? opsOf('instant') : FIGURE_OPS)

/** A measure of another figure: what it compares with is kept only where the type stays the same. */
export function measuring(measure: Measure, of: Figure): Measure {
  if (typeOf(of) === typeOf(measure.of)) return { ...measure, of }
  const ops = opsOfFigure(of)
  const op = ops.includes(measure.op) ? measure.op : ops[0]
  return { ...measure, of, op, values: firstValues(op) }
}
