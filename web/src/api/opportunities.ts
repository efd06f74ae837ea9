/** Opportunities: found by name, and one with its contacts. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export const opportunitiesQuery = (query: { q?: string; limit?: number }) =>
  queryOptions({
    queryKey: ['opportunities', query],
    queryFn: () => ask(api.GET('/api/v1/opportunities', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const opportunityQuery = (id: string) =>
  queryOptions({ queryKey: ['opportunity', id], queryFn: () => ask(api.GET('/api/v1/opportunities/{id}', { params: { path: { id } } })) })
