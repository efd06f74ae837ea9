/** Definitions of every kind: drafts, publishing, history, differences. The caller names the body's type. */
import { queryOptions } from '@tanstack/react-query'
import { isAsked } from './approvals'
import { api, ask } from './client'
import { queries } from './queries'
import type { Approval, Definition, DefinitionRow, Kind, Version } from './types'
import type { components } from './schema'

type AnyBody = components['schemas']['DraftPut']['body']

export const definitionsQuery = <B = unknown>(kind: Kind) =>
  queryOptions({
    queryKey: ['definitions', kind],
    queryFn: async () => (await ask(api.GET('/api/v1/definitions/{kind}', { params: { path: { kind } } }))).items as unknown as DefinitionRow<B>[],
    staleTime: 30_000,
  })

const path = (kind: Kind, key: string) => ({ params: { path: { kind, key } } })
const typed = <B>(definition: unknown) => definition as Definition<B>

export const definitionQuery = <B = unknown>(kind: Kind, key: string) =>
  queryOptions({
    queryKey: ['definition', kind, key],
    queryFn: async () => typed<B>(await ask(api.GET('/api/v1/definitions/{kind}/{key}', path(kind, key)))),
  })

export const historyQuery = (kind: Kind, key: string) =>
  queryOptions({
    queryKey: ['definition', kind, key, 'history'],
    queryFn: async () => (await ask(api.GET('/api/v1/definitions/{kind}/{key}/history', path(kind, key)))).items as Version[],
  })

export const diffQuery = (kind: Kind, key: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['definition', kind, key, 'diff', from, to],
    queryFn: () => ask(api.GET('/api/v1/definitions/{kind}/{key}/diff', { params: { path: { kind, key }, query: { from, to } } })),
  })

/** Forgets what was read of definitions, and of all that follows from them. */
export async function definitionChanged() {
  await queries.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
}

export const saveDraft = async <B = unknown>(kind: Kind, key: string, body: B) =>
  typed<B>(await ask(api.PUT('/api/v1/definitions/{kind}/{key}/draft', { ...path(kind, key), body: { body: body as AnyBody } })))

/** Puts the draft in force; where a second person is needed, asks for it and gives the request. */
export async function publish<B = unknown>(kind: Kind, key: string, note: string): Promise<Definition<B> | Approval> {
  const answer = await ask(api.POST('/api/v1/definitions/{kind}/{key}/publish', { ...path(kind, key), body: { note } }))
  // What every page reads of the settings comes with the session.
  if (kind === 'settings') void queries.invalidateQueries({ queryKey: ['session'] })
  return isAsked(answer) ? answer : typed<B>(answer)
}

export const archive = (kind: Kind, key: string) => ask(api.POST('/api/v1/definitions/{kind}/{key}/archive', { ...path(kind, key), body: {} }))

/** Throws a draft away. */
export const dropDraft = (kind: Kind, key: string) => ask(api.DELETE('/api/v1/definitions/{kind}/{key}/draft', path(kind, key)))

/** Forgets a definition that is gone, and asks for the lists that showed it once more. */
export function forget(kind: Kind, key: string) {
  queries.removeQueries({ queryKey: ['definition', kind, key] })
  void queries.invalidateQueries({ predicate: ({ queryKey: [what] }) => what === 'definitions' || what === 'programs' })
}

export const rollBack = (kind: Kind, key: string, version: number) =>
  ask(api.POST('/api/v1/definitions/{kind}/{key}/rollback', { ...path(kind, key), body: { version } }))
