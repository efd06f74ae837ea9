/** Pictures for messages. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export const filesQuery = queryOptions({
  queryKey: ['files'],
  queryFn: async () => (await ask(api.GET('/api/v1/files'))).items,
})

export function uploadFile(file: File) {
  const form = new FormData()
  form.append('file', file)
  // The document describes the form's parts; the browser writes them.
  return ask(api.POST('/api/v1/files', { body: { file: file.name }, bodySerializer: () => form }))
}
