/** What a query shows while it loads, when it fails and when it is there. */
import { Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from './Problem'

interface Props<T> { query: UseQueryResult<T>; children: (data: T) => ReactNode; skeleton?: ReactNode }

export function Loaded<T>({ query, children, skeleton }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Problem error={query.error} retry={() => void query.refetch()} />
  return <>{skeleton ?? <Waiting />}</>
}

export function Waiting({ lines = 5, height = 22 }: { lines?: number; height?: number }) {
  return (
    <Stack gap="sm" aria-busy="true">
      {Array.from({ length: lines }, (_, i) => <Skeleton key={i} height={height} width={`${100 - (i % 3) * 12}%`} />)}
    </Stack>
  )
}
