/** The emails that show a snippet, in any of their languages. */
import type { Email } from '@/api/model'
import type { DefinitionRow } from '@/api/types'
import { shows } from '../blocks/model/snippet'

export const showing = (emails: DefinitionRow<Email>[], key: string) =>
  emails.filter(({ state, body }) => state !== 'archived' && [body.mjml, ...Object.values(body.languages ?? {}).map((said) => said.mjml)].some((source) => shows(source, key)))
