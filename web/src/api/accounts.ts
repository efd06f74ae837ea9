/** Accounts. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { Fields, Relationship, Tier } from './types'

export interface AccountSearch { q?: string; tier?: Tier; sort?: 'name' | '-score' | '-contacts'; after?: string; limit?: number }

export const accountsQuery = (query: AccountSearch) =>
  queryOptions({
    queryKey: ['accounts', query],
    queryFn: () => ask(api.GET('/api/v1/accounts', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const accountQuery = (id: string) =>
  queryOptions({ queryKey: ['account', id], queryFn: () => ask(api.GET('/api/v1/accounts/{id}', { params: { path: { id } } })) })

export interface AccountPatch { fields?: Fields; relationship?: Relationship; owner?: string; named_tier?: Tier | null }

export const patchAccount = (id: string, body: AccountPatch) =>
  ask(api.PATCH('/api/v1/accounts/{id}', { params: { path: { id } }, body }))
