/** Rehearsing a draft over history, and what is in force, too. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { components } from './schema'
import type { Kind, Rehearsal } from './types'

type AnyBody = components['schemas']['RehearsalOf']['body']

export const rehearse = async (kind: Kind, key: string, body: unknown) =>
  (await ask(api.POST('/api/v1/definitions/{kind}/{key}/rehearsal', { params: { path: { kind, key } }, body: { body: body as AnyBody } }))) as Rehearsal

/** A version in force over the last quarter. Every contact's history is read, so it is asked for, not fetched along. */
export const historyOf = (kind: Kind, key: string, version: number, body: unknown) =>
  queryOptions({
    queryKey: ['definition', kind, key, 'over-time', version],
    queryFn: () => rehearse(kind, key, body),
    staleTime: 300_000,
    retry: false,
  })
