/** Emails: rendering a draft and sending a test of it. */
import { api, ask } from './client'
import type { Email } from './model'

export const renderEmail = (body: Email, contact?: string | null, language?: string | null) =>
  ask(api.POST('/api/v1/emails/render', { body: { body, contact: contact ?? undefined, language: language ?? undefined } }))

export const testEmail = (key: string, to: string[], as: { contact: string | null; language: string | null }, draft: boolean) =>
  ask(
    api.POST('/api/v1/emails/{key}/test', { params: { path: { key } }, body: { to, contact: as.contact ?? undefined, language: as.language ?? undefined, draft } }),
  )
