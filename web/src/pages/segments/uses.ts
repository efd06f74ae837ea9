/** Which definitions build on a segment: by a condition, a window that begins with it, or as whom a program writes to. */
import type { DefinitionRow, Kind } from '@/api/types'

/** The kinds that can name a segment. */
export const USERS: Kind[] = ['segment', 'program', 'scoring', 'qualification', 'lifecycle', 'assignment']

const NAMING = ['in_segment', 'since_segment', 'segment']

export function names(body: unknown, segment: string): boolean {
  if (Array.isArray(body)) return body.some((part) => names(part, segment))
  if (!body || typeof body !== 'object') return false
  return Object.entries(body).some(([key, inner]) => (NAMING.includes(key) && inner === segment) || names(inner, segment))
}

export function usesOf(segment: string, rows: DefinitionRow[]): DefinitionRow[] {
  return rows.filter((row) => row.state !== 'archived' && !(row.kind === 'segment' && row.key === segment) && names(row.body, segment))
}
