/** Where in a definition a finding is, in words: `languages.es.mjml:12` is line 12 of the Spanish source. What is no part of an email stays as it is. */
import type { TFunction } from 'i18next'
import { languageName } from '@/format'

const PARTS: Record<string, string> = {
  subject: 'emails.subject', preheader: 'emails.preheader', from_name: 'emails.from', mjml: 'emails.tab.mjml', text: 'emails.tab.text', defaults: 'emails.defaults',
}

export function placeOf(t: TFunction, path: string): string {
  const [, language, part, line] = /^(?:languages\.([\w-]+)(?:\.|$))?(?:([a-z_]+)(?::(\d+))?)?$/.exec(path) ?? []
  if (!(language || part) || (part && !PARTS[part])) return path
  return [language && languageName(language), part && t(PARTS[part]), line && t('emails.line', { line })].filter(Boolean).join(', ')
}
