/** Ways out: what each is told, how it does, and which one a message takes. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { WayRouting } from './types'

const of = (key: string) => ({ params: { path: { key } } })

export const waysQuery = queryOptions({ queryKey: ['ways'], queryFn: () => ask(api.GET('/api/v1/ways-out')), refetchInterval: 30_000 })

export interface WayChange { label: string; settings: Record<string, string>; per_second?: number; per_day?: number; enabled: boolean }
export const createWay = (body: WayChange & { key: string; kind: string }) => ask(api.POST('/api/v1/ways-out', { body }))
export const changeWay = (key: string, body: WayChange) => ask(api.PUT('/api/v1/ways-out/{key}', { ...of(key), body }))
export const deleteWay = (key: string) => ask(api.DELETE('/api/v1/ways-out/{key}', of(key)))
export const checkWay = (key: string) => ask(api.POST('/api/v1/ways-out/{key}/check', of(key)))
export const putRouting = (body: WayRouting) => ask(api.PUT('/api/v1/ways-out/routing', { body }))

export interface RouteAsked { from?: string; to?: string; program?: string; operational: boolean }
export const routeQuery = (query: RouteAsked) =>
  queryOptions({ queryKey: ['ways', 'route', query], queryFn: () => ask(api.GET('/api/v1/ways-out/route', { params: { query } })) })
