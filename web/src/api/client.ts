/** The typed client. Every call of the UI goes through `ask`, which turns a failed answer into an `ApiError`. */
import createClient from 'openapi-fetch'
import { ApiError, problemFrom } from './problem'

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Call = (path: string, init?: any) => Promise<Answer<any>>
export const api = createClient({ baseUrl: '/', credentials: 'same-origin' }) as unknown as Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Call>

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** The body of a call, or its problem thrown. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch {
    throw new ApiError(0, 'offline', '')
  }
  if (!answer.response.ok) throw problemFrom(answer.response.status, answer.error)
  return answer.data as T
}
