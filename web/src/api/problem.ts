/** Errors of the API (RFC 9457) in the reader's language: what went wrong, in which field, and what to do about it. */
import { said } from '@/i18n/said'

export interface FieldError { field: string; message: string }

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail || title)
    this.name = 'ApiError'
  }
}

/** Reads a failed answer; an answer that is no problem document still gets a title. */
export async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '')
  return problemFrom(response.status, text)
}

export function problemFrom(status: number, body: unknown): ApiError {
  let problem: Record<string, unknown> = {}
  if (typeof body === 'string') {
    try {
      problem = JSON.parse(body) as Record<string, unknown>
    } catch {
      problem = { detail: body.slice(0, 300) }
    }
  } else if (body && typeof body === 'object') {
    problem = body as Record<string, unknown>
  }
  const errors = (Array.isArray(problem.errors) ? (problem.errors as FieldError[]) : []).map((e) => ({ ...e, message: said(e.message) }))
  // The detail of wrong fields repeats the first of them.
  const detail = errors.length > 0 ? `${errors[0].field}: ${errors[0].message}` : said(String(problem.detail ?? ''))
  return new ApiError(status, String(problem.title ?? `HTTP ${status}`), detail, errors)
}

/** Errors by field, for `form.setErrors`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(error.errors.map((e) => [e.field, e.message]))
}
