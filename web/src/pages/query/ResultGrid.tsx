/** The rows of a query; the first thousand are drawn, all are in the download. */
import { Box, Paper, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { QueryResult } from '@/api/types'
import { Empty } from '@/components/Empty'
import { number, value } from '@/format'

const DRAWN = 1_000
const figures = /int|float|decimal|double/i

export function ResultGrid({ result }: { result: QueryResult }) {
  const { t } = useTranslation()
  if (result.rows.length === 0) return <Empty compact title={t('query.no_rows')} />
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Box className="table-scroll" mah={560}>
        <Table stickyHeader verticalSpacing={4} aria-label={t('query.result')}>
          <Table.Thead style={{ background: 'var(--siembra-card)' }}>
            <Table.Tr>{result.columns.map((c, i) => <Table.Th key={i} ta={figures.test(c.type) ? 'right' : undefined} title={c.type}>{c.name}</Table.Th>)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {result.rows.slice(0, DRAWN).map((row, i) => (
              <Table.Tr key={i}>
                {row.map((cell, k) => (
                  <Table.Td key={k} fz="sm" className="num" ta={figures.test(result.columns[k].type) ? 'right' : undefined}>
                    {cell === null ? <Text span c="dimmed" fz="xs">NULL</Text> : typeof cell === 'number' ? number(cell, 6) : value(cell)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      {result.rows.length > DRAWN && <Text fz="xs" c="dimmed" p="xs">{t('query.drawn', { shown: number(DRAWN), all: number(result.rows.length) })}</Text>}
    </Paper>
  )
}
