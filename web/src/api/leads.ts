/** Leads: the sales worklist, the three lists, the answer of sales. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export type LeadList = 'worklist' | 'enrich' | 'warm_up' | 'do_not_chase' | 'aql' | 'all'
export interface LeadSearch { list?: LeadList; owner?: string; stage?: string; after?: string; limit?: number }

export const leadsQuery = (query: LeadSearch) =>
  queryOptions({
    queryKey: ['leads', query],
    queryFn: () => ask(api.GET('/api/v1/leads', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const leadQuery = (id: string) =>
  queryOptions({ queryKey: ['lead', id], queryFn: () => ask(api.GET('/api/v1/leads/{id}', { params: { path: { id } } })) })

export type Answer = 'accepted' | 'rejected' | 'recycled'

export const decideLead = (id: string, state: Answer, reason?: string, note?: string) =>
  ask(api.POST('/api/v1/leads/{id}/decision', { params: { path: { id } }, body: { state, reason, note } }))

/** Assigns a qualified lead that nobody holds, by the assignment rules. */
export const handOverLead = (id: string) => ask(api.POST('/api/v1/leads/{id}/hand-over', { params: { path: { id } } }))
