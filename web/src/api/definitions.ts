/** Definitions of every kind: drafts, publishing, history, differences. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import { queries } from './queries'
import type { Definition, DefinitionRow, Diff, Kind, Page, Version } from './types'

export const definitionsQuery = <B = unknown>(kind: Kind) =>
  queryOptions({
    queryKey: ['definitions', kind],
    queryFn: async () => (await ask<Page<DefinitionRow<B>>>(api.GET('/api/v1/definitions/{kind}', { params: { path: { kind }, query: { limit: 200 } } }))).items,
    staleTime: 30_000,
  })

const path = (kind: Kind, key: string) => ({ params: { path: { kind, key } } })

export const definitionQuery = <B = unknown>(kind: Kind, key: string) =>
  queryOptions({
    queryKey: ['definition', kind, key],
    queryFn: () => ask<Definition<B>>(api.GET('/api/v1/definitions/{kind}/{key}', path(kind, key))),
  })

export const historyQuery = (kind: Kind, key: string) =>
  queryOptions({
    queryKey: ['definition', kind, key, 'history'],
    queryFn: async () => (await ask<Page<Version>>(api.GET('/api/v1/definitions/{kind}/{key}/history', path(kind, key)))).items,
  })

export const diffQuery = (kind: Kind, key: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['definition', kind, key, 'diff', from, to],
    queryFn: () => ask<Diff>(api.GET('/api/v1/definitions/{kind}/{key}/diff', { params: { path: { kind, key }, query: { from, to } } })),
  })

/** Forgets what was read of definitions, and of all that follows from them. */
export async function definitionChanged() {
  await queries.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
}

export const saveDraft = (kind: Kind, key: string, body: unknown, note = '') =>
  ask<Definition>(api.PUT('/api/v1/definitions/{kind}/{key}/draft', { ...path(kind, key), body: { body, note } }))

export const publish = (kind: Kind, key: string, note: string) =>
  ask<Definition>(api.POST('/api/v1/definitions/{kind}/{key}/publish', { ...path(kind, key), body: { note } }))

export const archive = (kind: Kind, key: string, note = '') =>
  ask<Definition>(api.POST('/api/v1/definitions/{kind}/{key}/archive', { ...path(kind, key), body: { note } }))

export const rollBack = (kind: Kind, key: string, version: number) =>
  ask<Definition>(api.POST('/api/v1/definitions/{kind}/{key}/rollback', { ...path(kind, key), body: { version } }))
