/** Domains that mail is sent from. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

const of = (domain: string) => ({ params: { path: { domain } } })

export const sendersQuery = queryOptions({
  queryKey: ['senders'],
  queryFn: async () => (await ask(api.GET('/api/v1/sender-domains'))).items,
})
export const senderQuery = (domain: string) =>
  queryOptions({ queryKey: ['senders', domain], queryFn: () => ask(api.GET('/api/v1/sender-domains/{domain}', of(domain))) })

export const addSender = (body: { domain: string; spf?: string }) => ask(api.POST('/api/v1/sender-domains', { body }))
export const changeSender = (domain: string, body: { spf?: string; allowed?: boolean }) => ask(api.PATCH('/api/v1/sender-domains/{domain}', { ...of(domain), body }))
export const checkSender = (domain: string) => ask(api.POST('/api/v1/sender-domains/{domain}/check', of(domain)))
export const deleteSender = (domain: string) => ask(api.DELETE('/api/v1/sender-domains/{domain}', of(domain)))
