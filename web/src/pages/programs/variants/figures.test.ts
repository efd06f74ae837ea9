import { expect, test } from 'vitest'
import { amount, between } from './figures'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('an interval of revenue is money a contact, never below nothing and never minus nothing', () => {
  expect(plain(between({ low: -0, high: 0 }, 'revenue', 'EUR'))).toBe('€0.00 – €0.00')
  expect(plain(between({ low: -3.2, high: 4.567 }, 'revenue', 'EUR'))).toBe('€0.00 – €4.57')
  expect(plain(amount(-0.001, 'EUR'))).toBe('€0.00')
  expect(plain(between({ low: 0.01, high: 0.034 }, 'clicks', 'EUR'))).toBe('1% – 3.4%')
})
