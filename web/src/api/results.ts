/** What came of a program's mail, who is behind each number, and who fetched it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { HitLabel, MailOutcome } from './types'

/** Which contacts; every part that is given must hold. */
export interface Narrow {
  outcome?: MailOutcome
  domain?: string
  device?: string
  variant?: string
  segment?: string
  link?: string
  /** The email, version, language (`''`: its own) and place of the link; version and place are 0 where they are not known. */
  email?: string
  version?: number
  language?: string
  place?: number
  cause?: string
}

export const resultsQuery = (key: string, run?: string) =>
  queryOptions({
    queryKey: ['program', key, 'results', run],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/results', { params: { path: { key }, query: { run } } })),
    placeholderData: keepPreviousData,
  })

export const resultContactsQuery = (key: string, query: Narrow & { run?: string; after?: string }) =>
  queryOptions({
    queryKey: ['program', key, 'results', 'contacts', query],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/results/contacts', { params: { path: { key }, query } })),
    placeholderData: keepPreviousData,
  })

export const hitsQuery = (key: string, query: { run?: string; label?: HitLabel; after?: string }) =>
  queryOptions({
    queryKey: ['program', key, 'hits', query],
    queryFn: () => ask(api.GET('/api/v1/programs/{key}/hits', { params: { path: { key }, query } })),
    placeholderData: keepPreviousData,
  })

export const resultsCsv = (key: string, run?: string) => `/api/v1/programs/${encodeURIComponent(key)}/results.csv${run ? `?run=${run}` : ''}`
