/** Tests of variants: what came of them, and how large they have to be. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

const run = (id: string) => ({ params: { path: { id } } })

export const testQuery = (id: string, live: boolean) =>
  queryOptions({
    queryKey: ['run', id, 'test'],
    queryFn: () => ask(api.GET('/api/v1/runs/{id}/test', run(id))),
    refetchInterval: live ? 10_000 : false,
  })

export const chooseWinner = (id: string, variant: string) => ask(api.POST('/api/v1/runs/{id}/winner', { ...run(id), body: { variant } }))

export const testSizeQuery = (query: { rate: number; lift: number; variants: number; each?: number }) =>
  queryOptions({
    queryKey: ['test-size', query],
    queryFn: () => ask(api.GET('/api/v1/test-size', { params: { query } })),
    retry: false,
  })
