// The types of the API as text, generated from its document.
import { readFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const document = new URL('../src/api/openapi.json', import.meta.url)

/** What the document leaves open and the API's own words say: any JSON is a plain value, and an object is one of four. */
const VALUE = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }, { $ref: '#/components/schemas/Money' }] }
const OBJECT = { type: 'string', enum: ['contact', 'account', 'lead', 'opportunity'] }

const isOpen = (schema) => schema && typeof schema === 'object' && Object.keys(schema).every((key) => key === 'description')
const isBare = (schema) => schema?.type === 'object' && !schema.properties && !schema.additionalProperties && !schema.oneOf

function close(schema) {
  if (!schema || typeof schema !== 'object') return
  if (Array.isArray(schema)) return schema.forEach(close)
  for (const key of ['of', 'object']) {
    if (isBare(schema.properties?.[key])) schema.properties[key] = { ...OBJECT, description: schema.properties[key].description }
  }
  for (const holder of [schema.properties ?? {}, schema]) {
    for (const [key, inner] of Object.entries(holder)) {
      if (holder === schema && !['items', 'additionalProperties'].includes(key)) continue
      if (isOpen(inner)) holder[key] = { $ref: '#/components/schemas/Value', description: inner.description }
    }
  }
  Object.values(schema).forEach(close)
}

export async function schemaText() {
  const api = JSON.parse(readFileSync(document, 'utf8'))
  close(api.components.schemas)
  api.components.schemas.Value = VALUE
  const ast = await openapiTS(api, { alphabetize: true, defaultNonNullable: false })
  return `// Generated from openapi.json by \`npm run api\`. Do not edit.\n\n${astToString(ast)}`
}
