/** KPIs, their rows, the funnel, who uses the software, and free SQL. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export interface Period { from?: string; to?: string }

export const kpisQuery = (query: Period) =>
  queryOptions({
    queryKey: ['kpis', query],
    queryFn: () => ask(api.GET('/api/v1/kpis', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const kpiRowsQuery = (key: string, query: Period) =>
  queryOptions({
    queryKey: ['kpis', key, query],
    queryFn: () => ask(api.GET('/api/v1/kpis/{key}/rows', { params: { path: { key }, query } })),
  })

export const usageQuery = (query: Period) =>
  queryOptions({ queryKey: ['kpis', 'usage', query], queryFn: () => ask(api.GET('/api/v1/kpis/usage', { params: { query } })) })

export const funnelQuery = (query: Period) =>
  queryOptions({
    queryKey: ['funnel', query],
    queryFn: () => ask(api.GET('/api/v1/funnel', { params: { query } })),
    placeholderData: keepPreviousData,
  })

export const tablesQuery = queryOptions({
  queryKey: ['query-tables'],
  queryFn: async () => (await ask(api.GET('/api/v1/query/tables'))).tables,
  staleTime: 300_000,
})

export const runSql = (sql: string) => ask(api.POST('/api/v1/query', { body: { sql } }))
