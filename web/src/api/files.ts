/** Files for messages: pictures, and what is attached. */
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'

export const filesQuery = queryOptions({
  queryKey: ['files'],
  queryFn: async () => (await ask(api.GET('/api/v1/files'))).items,
})

export const uploadFile = (file: File) => upload('file', file)

/** A file to go with a mail. */
export const uploadAttachment = (file: File) => upload('attachment', file)

function upload(part: 'file' | 'attachment', file: File) {
  const form = new FormData()
  form.append(part, file)
  // The document describes the form's parts; the browser writes them.
  return ask(api.POST('/api/v1/files', { body: { [part]: file.name }, bodySerializer: () => form }))
}
