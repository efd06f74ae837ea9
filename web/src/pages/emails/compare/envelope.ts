/** What differs between two emails besides what is seen: subject, sender and the like. */
import type { Email } from '@/api/model'

export interface Differs { name: string; old: string; now: string }

/** Parts that have their own place on the page. */
const ELSEWHERE = ['mjml', 'text', 'languages']

/** Files by their names; another file of the same name differs by the beginning of its hash. */
const named = (value: unknown): value is { file: string; name: string }[] => Array.isArray(value) && value.every((one) => typeof one?.file === 'string')

const words = (value: unknown): string =>
  named(value) ? value.map((one) => `${one.name} (${one.file.slice(0, 6)})`).join(', ') : value === undefined || value === null || value === '' ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

export function envelope(old: Email, now: Email): Differs[] {
  const [a, b] = [old, now] as unknown as Record<string, unknown>[]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !ELSEWHERE.includes(name))
  return names.map((name) => ({ name, old: words(a[name]), now: words(b[name]) })).filter((one) => one.old !== one.now)
}
