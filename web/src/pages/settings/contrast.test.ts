import { expect, test } from 'vitest'
import { contrast } from './contrast'

test('contrast is that of WCAG, and nothing for what is no colour', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
  expect(contrast('#1f7a5c', '#1f7a5c')).toBe(1)
  expect(contrast('green', '#ffffff')).toBeUndefined()
})
