/** Counting a filter as it is written, and what two segments share. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, ask } from './client'
import type { Filter } from './model'

export const countQuery = (filter: Filter) =>
  queryOptions({
    queryKey: ['segment-count', filter],
    queryFn: ({ signal }) => ask(api.POST('/api/v1/segments/count', { body: { filter }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  })

export interface Shared { segment: string; label: string; members: number; both: number }

/** Counted at most: of more segments, the largest. */
const MOST = 60

/** The members that a segment shares with each of the others, the most first. */
export const sharedQuery = (segment: string, others: Omit<Shared, 'both'>[]) =>
  queryOptions({
    queryKey: ['definition', 'segment', segment, 'shared', others.length],
    queryFn: async () => {
      const largest = others.filter((other) => other.members > 0).sort((a, b) => b.members - a.members).slice(0, MOST)
      const counts = await Promise.all(largest.map((other) => ask(api.POST('/api/v1/segments/count', { body: { filter: { all: [{ in_segment: segment }, { in_segment: other.segment }] } } }))))
      return largest.map((other, i): Shared => ({ ...other, both: counts[i].count })).filter((shared) => shared.both > 0).sort((a, b) => b.both - a.both)
    },
  })
