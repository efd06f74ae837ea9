/** Contacts. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { Filter } from './model'
import type { Fields, Relationship } from './types'

export interface ContactSearch {
  q?: string
  filter?: Filter
  segment?: string
  list?: string
  /** Id of an import. */
  import?: string
  sort?: 'name' | '-created' | '-score' | '-last_activity'
  after?: string
  limit?: number
}

export const contactsQuery = ({ filter, ...search }: ContactSearch) =>
  queryOptions({
    queryKey: ['contacts', search, filter],
    queryFn: () => ask(
      api.GET('/api/v1/contacts', { params: { query: { ...search, filter: filter && JSON.stringify(filter) } } }),
    ),
    placeholderData: keepPreviousData,
  })

/** Where the same list is to be had as a table: all of it, not a page. */
export function contactsTable({ filter, after: _, limit: __, ...search }: ContactSearch): string {
  const query = Object.entries({ ...search, filter: filter && JSON.stringify(filter) }).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return `/api/v1/contacts.csv?${new URLSearchParams(query)}`
}

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contact', id], queryFn: () => ask(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } })) })

export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id, 'explain'],
    queryFn: () => ask(api.GET('/api/v1/contacts/{id}/explain', { params: { path: { id } } })),
  })

export const timeline = (id: string, part: { kind?: string; lead?: string; after?: string }) =>
  ask(api.GET('/api/v1/contacts/{id}/timeline', { params: { path: { id }, query: { ...part, limit: 50 } } }))

export const contactPreview = (id: string, email: string) =>
  ask(api.GET('/api/v1/contacts/{id}/preview', { params: { path: { id }, query: { email } } }))

export interface ContactPatch { email?: string; fields?: Fields; relationship?: Relationship; owner?: string; account?: string; addresses?: string[] }

export const patchContact = (id: string, body: ContactPatch) =>
  ask(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id } }, body }))

export const createContact = (body: ContactPatch & { consent_basis?: string }) => ask(api.POST('/api/v1/contacts', { body }))

export const eraseContact = (id: string) => ask(api.DELETE('/api/v1/contacts/{id}', { params: { path: { id } } }))

export const changeConsent = (id: string, given: boolean, basis: string) =>
  ask(api.POST('/api/v1/contacts/{id}/consent', { params: { path: { id } }, body: { given, basis } }))

export const mergeContact = (id: string, contact: string) =>
  ask(api.POST('/api/v1/contacts/{id}/merge', { params: { path: { id } }, body: { contact } }))
