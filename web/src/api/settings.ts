/** Users, keys, costs, parked activities, audit. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { Cost, Right, Role } from './types'

const of = (id: string) => ({ params: { path: { id } } })
const items = async <T>(call: Promise<{ items: T[] }>) => (await call).items

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => items(ask(api.GET('/api/v1/users'))),
  staleTime: 60_000,
})
export interface NewUser { email: string; name: string; team: string; role: Role; password: string }
export const createUser = (body: NewUser) => ask(api.POST('/api/v1/users', { body }))
export const patchUser = (id: string, body: Partial<NewUser> & { active?: boolean }) => ask(api.PATCH('/api/v1/users/{id}', { ...of(id), body }))

export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: () => items(ask(api.GET('/api/v1/keys'))) })
export const createKey = (body: { kind: 'api' | 'write'; label: string; scopes: Right[] }) =>
  ask(api.POST('/api/v1/keys', { body }))
export const revokeKey = (id: string) => ask(api.DELETE('/api/v1/keys/{id}', of(id)))

export const costsQuery = queryOptions({ queryKey: ['costs'], queryFn: () => items(ask(api.GET('/api/v1/costs'))) })
export type NewCost = Omit<Cost, 'id'>
export const createCost = (body: NewCost) => ask(api.POST('/api/v1/costs', { body }))
export const patchCost = (id: string, body: NewCost) => ask(api.PATCH('/api/v1/costs/{id}', { ...of(id), body }))
export const deleteCost = (id: string) => ask(api.DELETE('/api/v1/costs/{id}', of(id)))

export const parkedQuery = queryOptions({
  queryKey: ['parked'],
  queryFn: () => ask(api.GET('/api/v1/parked', { params: { query: { limit: 100 } } })),
})
export const replayParked = (id: string) => ask(api.POST('/api/v1/parked/{id}/replay', of(id)))
export const dropParked = (id: string) => ask(api.DELETE('/api/v1/parked/{id}', of(id)))

export const auditQuery = (after?: string) =>
  queryOptions({
    queryKey: ['audit', after],
    queryFn: () => ask(api.GET('/api/v1/audit', { params: { query: { after, limit: 50 } } })),
    placeholderData: keepPreviousData,
  })
