/** Rows behind a KPI name emails, content and programs by key: these are their names and pages. */
import type { DefinitionRow, Kind } from '@/api/types'

export interface Named { label: string; to: string }

/** What the keys in a column may be keys of. */
const OF: Record<string, Kind[]> = { asset: ['email', 'asset'], email: ['email'], program: ['program'], by: ['program'] }
const PAGE: Partial<Record<Kind, string>> = { email: '/emails/', asset: '/content/', program: '/programs/' }

/** The kinds that the columns of a report need. */
export function kindsOf(columns: string[]): Kind[] {
  return [...new Set(columns.flatMap((column) => OF[column] ?? []))]
}

/** The definition that a cell names; programs are also named by their label. Null for whatever has no page: a source, an address. */
export function namedBy(column: string, cell: unknown, rows: DefinitionRow[]): Named | null {
  if (typeof cell !== 'string') return null
  const of = rows.filter((row) => OF[column]?.includes(row.kind))
  const found = of.find((row) => row.key === cell) ?? (column === 'program' ? of.find((row) => row.label === cell) : undefined)
  return found ? { label: found.label, to: PAGE[found.kind] + found.key } : null
}

/** A form or a source that nobody defined, by its key: shown as words. */
export const isWord = (column: string, cell: string) => (column in OF || column === 'source') && /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/.test(cell)
