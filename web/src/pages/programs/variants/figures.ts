/** Money and intervals of a test's variants. */
import type { RunTest, TestedVariant } from '@/api/types'
import { minorDigits, money, percent } from '@/format'

/** Major units as money to the cent. */
export const amount = (major: number, currency: string): string => money({ minor: Math.round(major * 10 ** minorDigits(currency)) || 0, currency })

/** Where the true value probably lies. The estimate of a mean reaches below nothing; money and rates do not. */
export function between({ low, high }: Pick<TestedVariant, 'low' | 'high'>, by: RunTest['by'], currency: string): string {
  const write = (n: number) => (by === 'revenue' ? amount(Math.max(0, n), currency) : percent(Math.max(0, n), 1))
  return `${write(low)} – ${write(high)}`
}
