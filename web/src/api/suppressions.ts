/** Suppressed addresses: seen, added by hand, lifted with a reason. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { SuppressionKind } from './types'

export interface SuppressionSearch { q?: string; kind?: SuppressionKind; topic?: string; after?: string }
export interface SuppressionChange { address: string; kind: SuppressionKind; topic?: string; reason: string }

export const suppressionsQuery = (query: SuppressionSearch) =>
  queryOptions({
    queryKey: ['suppressions', query],
    queryFn: () => ask(api.GET('/api/v1/suppressions', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const suppress = (body: SuppressionChange) => ask(api.POST('/api/v1/suppressions', { body }))
export const lift = (body: SuppressionChange) => ask(api.POST('/api/v1/suppressions/lift', { body }))
