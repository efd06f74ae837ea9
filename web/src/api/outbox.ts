/** Captured mail, as recipients would see it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export const outboxQuery = (query: { after?: string; limit?: number }) =>
  queryOptions({
    queryKey: ['outbox', query],
    queryFn: () => ask(api.GET('/api/v1/outbox', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['outbox', 'message', id],
    queryFn: () => ask(api.GET('/api/v1/outbox/{id}', { params: { path: { id } } })),
  })

export const messageHtmlQuery = (id: string) =>
  queryOptions({
    queryKey: ['outbox', 'message', id, 'html'],
    queryFn: () => ask<string>(api.GET('/api/v1/outbox/{id}/html', { params: { path: { id } }, parseAs: 'text' }) as never),
    staleTime: Infinity,
  })

/** What holds mail back now. */
export const lanesQuery = queryOptions({
  queryKey: ['lanes'],
  queryFn: () => ask(api.GET('/api/v1/lanes')),
  refetchInterval: 10_000,
})
