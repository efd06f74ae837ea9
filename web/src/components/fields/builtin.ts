/** The fields that every instance has before anybody defines one; a published definition of the same key goes first. */
import type { Field, FieldType, Obj } from '@/api/model'

const BUILTIN: [Obj, FieldType, string[]][] = [
  ['contact', 'email', ['email']],
  ['contact', 'text', ['first_name', 'last_name', 'job_title', 'job_function', 'seniority', 'buyer_role', 'company']],
  ['contact', 'phone', ['phone', 'mobile']],
  ['contact', 'country', ['country']],
  ['contact', 'text', ['region', 'city', 'language', 'time_zone']],
  ['account', 'text', ['name', 'domain', 'industry']],
  ['account', 'country', ['country']],
  ['account', 'text', ['region']],
  ['account', 'integer', ['employees']],
  ['account', 'money', ['annual_revenue']],
  ['account', 'phone', ['phone']],
  ['lead', 'text', ['source']],
  ['opportunity', 'text', ['name', 'stage', 'source']],
]
const PERSONAL = ['email', 'first_name', 'last_name', 'phone', 'mobile', 'city']

/** All fields: the built-in ones with the reader's labels, replaced and followed by what the instance defines. */
export function withBuiltin(defined: Field[], label: (key: string) => string): Field[] {
  const known = new Map(defined.map((f) => [`${f.object}.${f.key}`, f]))
  const first = BUILTIN.flatMap(([object, type, keys]) =>
    keys.map((key): Field => {
      const id = `${object}.${key}`
      const own = known.get(id)
      known.delete(id)
      return own ?? { object, key, type, label: label(key), builtin: true, personal: object === 'contact' && PERSONAL.includes(key) }
    }),
  )
  return [...first, ...known.values()]
}
