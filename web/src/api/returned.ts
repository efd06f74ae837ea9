/** Mail that came back: looked through, read as it came, and wrong consequences undone. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export interface ReturnedSearch { q?: string; kind?: string; category?: string; followed?: boolean; after?: string }

export const returnedQuery = (query: ReturnedSearch) =>
  queryOptions({
    queryKey: ['returned', query],
    queryFn: () => ask(api.GET('/api/v1/mail/returned', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const returnedRawQuery = (id: string) =>
  queryOptions({
    queryKey: ['returned', 'raw', id],
    queryFn: () => ask<string>(api.GET('/api/v1/mail/returned/{id}', { params: { path: { id } }, parseAs: 'text' }) as never),
    staleTime: Infinity,
  })

export const undoReturned = (body: { ids: string[]; reason: string }) => ask(api.POST('/api/v1/mail/returned/undo', { body }))

/** By which ways mail comes back, and how each does. */
export const waysBackQuery = queryOptions({
  queryKey: ['ways-back'],
  queryFn: () => ask(api.GET('/api/v1/ways-back')),
  refetchInterval: 30_000,
})
