// @vitest-environment node
/** The generated types are those of the document beside them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error a plain script without types
import { schemaText } from '../../tools/schema.mjs'

test('schema.d.ts is fresh; if not, run `npm run api`', async () => {
  expect(readFileSync(join(import.meta.dirname, 'schema.d.ts'), 'utf8')).toBe(await schemaText())
}, 60_000)
