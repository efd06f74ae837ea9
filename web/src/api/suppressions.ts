/** Suppressed addresses: seen, added by hand, lifted with a reason. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { SuppressionKind, SuppressionsLift } from './types'

/** `from` and `to` are instants, and go with a kind. */
export interface SuppressionSearch { q?: string; kind?: SuppressionKind; topic?: string; domain?: string; from?: string; to?: string; after?: string }
export interface SuppressionChange { address: string; kind: SuppressionKind; topic?: string; reason: string }

export const suppressionsQuery = (query: SuppressionSearch) =>
  queryOptions({
    queryKey: ['suppressions', query],
    queryFn: () => ask(api.GET('/api/v1/suppressions', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const suppress = (body: SuppressionChange) => ask(api.POST('/api/v1/suppressions', { body }))
export const lift = (body: SuppressionChange) => ask(api.POST('/api/v1/suppressions/lift', { body }))

/** Lifts what made all addresses invalid that match; without a count it only says what that would be. */
export const liftMatching = (body: SuppressionsLift) => ask(api.POST('/api/v1/suppressions/lift-matching', { body }))

export const matchingQuery = (filter: SuppressionsLift['filter']) =>
  queryOptions({ queryKey: ['suppressions', 'matching', filter], queryFn: () => liftMatching({ filter }), gcTime: 0 })
