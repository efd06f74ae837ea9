/** What is wrong with a message before it goes to many. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

const of = (key: string) => ({ params: { path: { key } } })

/** Everything that a run of a program would send now, and to whom. */
export const programPreflight = (key: string) =>
  queryOptions({
    queryKey: ['program', key, 'preflight'],
    queryFn: () => ask(api.POST('/api/v1/programs/{key}/preflight', of(key))),
    staleTime: 0, gcTime: 0, retry: false,
  })

/** An email by itself, as it was last saved. */
export const emailPreflight = (key: string, draft: boolean) =>
  queryOptions({
    queryKey: ['email', key, 'preflight', draft],
    queryFn: () => ask(api.POST('/api/v1/emails/{key}/preflight', { ...of(key), body: { draft } })),
    staleTime: 0, gcTime: 0, retry: false,
  })
