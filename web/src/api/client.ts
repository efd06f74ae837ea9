/** The typed client. Every call of the UI goes through `ask`, which turns a failed answer into an `ApiError`. */
import createClient from 'openapi-fetch'
import { language } from '@/i18n'
import { ApiError, problemFrom } from './problem'
import type { paths } from './schema'
import type { Sent } from './types'

export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })

// Sentences of filters come in the language that is chosen here, not in the browser's.
api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language())
  },
})

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** The body of a call, or its problem thrown. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<Sent<T>> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch {
    throw new ApiError(0, 'offline', '')
  }
  if (!answer.response.ok) throw problemFrom(answer.response.status, answer.error)
  return answer.data as Sent<T>
}
