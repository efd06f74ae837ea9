/** Programs: figures, members, audience, runs. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

const of = (key: string) => ({ params: { path: { key } } })

export const programsQuery = queryOptions({
  queryKey: ['programs'],
  queryFn: async () => (await ask(api.GET('/api/v1/programs'))).items,
})

export const programQuery = (key: string) =>
  queryOptions({
    queryKey: ['program', key],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}', of(key))),
    refetchInterval: (q) => (q.state.data?.runs.some((r) => r.state === 'sending') ? 1_500 : false),
  })

export const membersQuery = (key: string, query: { status?: string; after?: string }) =>
  queryOptions({
    queryKey: ['program', key, 'members', query],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/members', { params: { path: { key }, query } })),
    placeholderData: keepPreviousData,
  })

export const audienceQuery = (key: string) =>
  queryOptions({
    queryKey: ['program', key, 'audience'],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/audience', of(key))),
  })

export const runProgram = (key: string, at?: string, despite?: string[]) => ask(api.POST('/api/v1/programs/{key}/run', { ...of(key), body: { at, despite } }))

const run = (id: string) => ({ params: { path: { id } } })
export const RUN_ACTIONS = {
  pause: (id: string) => ask(api.POST('/api/v1/runs/{id}/pause', run(id))),
  resume: (id: string, inSpite = false) => ask(api.POST('/api/v1/runs/{id}/resume', { params: { path: { id }, query: { in_spite: inSpite } } })),
  cancel: (id: string) => ask(api.POST('/api/v1/runs/{id}/cancel', run(id))),
}
