/** Sends: one message to one recipient each, with what became of it. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export interface SendSearch { program?: string; email?: string; contact?: string; state?: string }

export const sendsQuery = (search: SendSearch) =>
  infiniteQueryOptions({
    queryKey: ['sends', search],
    queryFn: ({ pageParam }) => ask(api.GET('/api/v1/sends', { params: { query: { ...search, after: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
