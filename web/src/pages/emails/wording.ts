/** The text of an email in one of its languages, as the editor changes it. */
import type { Email, Translation } from '@/api/model'

/** What each language says for itself; the rest of an email is one for all. */
const SAID = ['subject', 'preheader', 'mjml', 'text'] as const

/** The email as readers of a language get it; its own text for all others. */
export function inLanguage(email: Email, language: string | null): Email {
  const { languages, ...own } = email
  const said = language === null ? undefined : languages?.[language]
  return said ? { ...own, preheader: undefined, text: undefined, ...said } : own
}

/** What changes of the email when its text in a language does. */
export function worded(email: Email, language: string | null, part: Partial<Email>): Partial<Email> {
  const said = language === null ? undefined : email.languages?.[language]
  if (!said || language === null) return part
  const own = Object.entries(part).filter(([name]) => !SAID.includes(name as keyof Translation))
  const theirs = Object.entries(part).filter(([name]) => SAID.includes(name as keyof Translation))
  return { ...Object.fromEntries(own), languages: { ...email.languages, [language]: { ...said, ...Object.fromEntries(theirs) } } }
}

/** The email with a language more, which says at first what the email says itself. */
export function withLanguage({ subject, preheader, mjml, text, languages }: Email, language: string): Partial<Email> {
  return { languages: { ...languages, [language]: { subject, preheader, mjml, text } } }
}

export function withoutLanguage({ languages }: Email, language: string): Partial<Email> {
  const left = Object.entries(languages ?? {}).filter(([tag]) => tag !== language)
  return { languages: left.length ? Object.fromEntries(left) : undefined }
}

/** A language tag as the server takes it; nothing where it is none. */
export function tagOf(text: string): string | null {
  const tag = text.trim().replaceAll('_', '-').toLowerCase()
  return /^[a-z]{2,3}(-[a-z\d]{2,8})*$/.test(tag) && tag.length <= 35 ? tag : null
}
