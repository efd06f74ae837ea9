/** Imports: upload, mapping, dry run, start, progress. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { ImportMapping, ImportObject } from './types'

const of = (id: string) => ({ params: { path: { id } } })

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async () => (await ask(api.GET('/api/v1/imports', { params: { query: { limit: 50 } } }))).items,
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => ask(api.GET('/api/v1/imports/{id}', of(id))),
    refetchInterval: (q) => (q.state.data?.state === 'running' ? 700 : false),
  })

export function uploadImport(file: File, object: ImportObject) {
  const form = new FormData()
  form.append('object', object)
  form.append('file', file)
  // The document describes the form's parts; the browser writes them.
  return ask(api.POST('/api/v1/imports', { body: { object, file: file.name }, bodySerializer: () => form }))
}

export const putMapping = (id: string, body: ImportMapping) => ask(api.PUT('/api/v1/imports/{id}/mapping', { ...of(id), body }))

export const dryRun = (id: string) => ask(api.POST('/api/v1/imports/{id}/dry-run', of(id)))

export interface ImportStart { source: string; list?: string; program?: string; consent_basis?: string }

export const startImport = (id: string, body: ImportStart) => ask(api.POST('/api/v1/imports/{id}/start', { ...of(id), body }))
