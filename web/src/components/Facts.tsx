/** Facts in two columns: what it is called, and what it is. */
import { Box, Text } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'

export function Facts({ of }: { of: [string, ReactNode][] }) {
  return (
    <Box component="dl" m={0} style={{ display: 'grid', gridTemplateColumns: 'minmax(96px, auto) 1fr', columnGap: 16, rowGap: 6 }}>
      {of.map(([name, what]) => (
        <Fragment key={name}>
          <Text component="dt" fz="sm" c="dimmed">{name}</Text>
          <Text component="dd" m={0} fz="sm" style={{ overflowWrap: 'anywhere' }}>{what ?? '–'}</Text>
        </Fragment>
      ))}
    </Box>
  )
}
