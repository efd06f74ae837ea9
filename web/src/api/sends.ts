/** Sends: one message to one recipient each, with what became of it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export interface SendSearch { program?: string; email?: string; contact?: string; run?: string; reason?: string; state?: string }

/** What a list of them is narrowed to in the address of its page. */
export type SendsShown = Pick<SendSearch, 'state' | 'run' | 'reason'>

export const sendsQuery = (search: SendSearch) =>
  infiniteQueryOptions({
    queryKey: ['sends', search],
    queryFn: ({ pageParam }) => ask(api.GET('/api/v1/sends', { params: { query: { ...search, after: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** Sends of a program that were put off, the latest, and how many stand in each state. */
export const deferredQuery = (program: string) =>
  queryOptions({
    queryKey: ['sends', 'deferred', program],
    queryFn: () => ask(api.GET('/api/v1/sends', { params: { query: { program, state: 'deferred', limit: 200 } } })),
    refetchInterval: 10_000,
  })
