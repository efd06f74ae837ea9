/** Rehearsing a draft over history. */
import { api, ask } from './client'
import type { components } from './schema'
import type { Kind, Rehearsal } from './types'

type AnyBody = components['schemas']['RehearsalOf']['body']

export const rehearse = async (kind: Kind, key: string, body: unknown) =>
  (await ask(api.POST('/api/v1/definitions/{kind}/{key}/rehearsal', { params: { path: { kind, key } }, body: { body: body as AnyBody } }))) as Rehearsal
