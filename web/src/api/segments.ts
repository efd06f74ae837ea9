/** Counting a filter as it is written. */
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
