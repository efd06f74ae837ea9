/** Emails: rendering a draft, sending a test of it, and how a version went out. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { Email } from './model'

export const renderEmail = (body: Email, contact?: string | null, language?: string | null) =>
  ask(api.POST('/api/v1/emails/render', { body: { body, contact: contact ?? undefined, language: language ?? undefined } }))

export const testEmail = (key: string, to: string[], as: { contact: string | null; language: string | null }, draft: boolean) =>
  ask(
    api.POST('/api/v1/emails/{key}/test', { params: { path: { key } }, body: { to, contact: as.contact ?? undefined, language: as.language ?? undefined, draft } }),
  )

/** A version as it went out, in one of its languages, each link with its place. */
export const drawnQuery = (key: string, query: { version?: number; language?: string; run?: string }) =>
  queryOptions({
    queryKey: ['email', key, 'drawn', query],
    queryFn: () => ask(api.GET('/api/v1/emails/{key}/drawn', { params: { path: { key }, query } })),
    retry: false,
  })
