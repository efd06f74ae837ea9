// Writes src/api/schema.d.ts from src/api/openapi.json.
import { writeFileSync } from 'node:fs'
import { schemaText } from './schema.mjs'

writeFileSync(new URL('../src/api/schema.d.ts', import.meta.url), await schemaText())
