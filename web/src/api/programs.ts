/** Programs: figures, members, audience, runs. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { ProgramRow } from './types'

const of = (key: string) => ({ params: { path: { key } } })

export const programsQuery = queryOptions({
  queryKey: ['programs'],
  queryFn: async () => (await ask(api.GET('/api/v1/programs'))).items,
})

/** Whether it sends without runs, as its members give it cause to. */
export const sendsOneByOne = ({ type }: Pick<ProgramRow, 'type'>): boolean => type === 'trigger' || type === 'nurture'

export const programQuery = (key: string) =>
  queryOptions({
    queryKey: ['program', key],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}', of(key))),
    // One that sends one by one may be stopped at any time, and what waits for it changes by itself.
    refetchInterval: (q) => (q.state.data?.runs.some((r) => r.state === 'sending') ? 1_500 : q.state.data && sendsOneByOne(q.state.data) ? 10_000 : false),
  })

export const membersQuery = (key: string, query: { status?: string; after?: string }) =>
  queryOptions({
    queryKey: ['program', key, 'members', query],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/members', { params: { path: { key }, query } })),
    placeholderData: keepPreviousData,
  })

/** Whom a program would reach, or would with another segment. */
export const audienceQuery = (key: string, segment?: string) =>
  queryOptions({
    queryKey: ['program', key, 'audience', segment],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/audience', { params: { path: { key }, query: { segment } } })),
  })

export const runProgram = (key: string, at?: string, despite?: string[]) => ask(api.POST('/api/v1/programs/{key}/run', { ...of(key), body: { at, despite } }))

const run = (id: string) => ({ params: { path: { id } } })
export const rescheduleRun = (id: string, at: string) => ask(api.POST('/api/v1/runs/{id}/reschedule', { ...run(id), body: { at } }))
export const releaseProgram = (key: string, waited: 'send' | 'drop') => ask(api.POST('/api/v1/programs/{key}/release', { ...of(key), body: { waited } }))

export const RUN_ACTIONS = {
  pause: (id: string) => ask(api.POST('/api/v1/runs/{id}/pause', run(id))),
  resume: (id: string, inSpite = false) => ask(api.POST('/api/v1/runs/{id}/resume', { params: { path: { id }, query: { in_spite: inSpite } } })),
  cancel: (id: string) => ask(api.POST('/api/v1/runs/{id}/cancel', run(id))),
}
