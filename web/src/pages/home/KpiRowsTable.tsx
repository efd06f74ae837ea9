/** The rows behind a KPI; records, emails, content and programs open. */
import { Box, Table, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import { useSession } from '@/api/session'
import type { Json, KpiRows, Reference } from '@/api/types'
import { Empty } from '@/components/Empty'
import { dateTime, humanise, number, value } from '@/format'
import { said } from '@/i18n/said'
import { figure } from './figures'
import { isWord, kindsOf, namedBy, type Named } from './named'

const LINKS = { contact: '/contacts/$id', account: '/accounts/$id', lead: '/leads/$id', opportunity: '/opportunities/$id' } as const

export function KpiRowsTable({ data }: { data: KpiRows }) {
  const { t } = useTranslation()
  const definitions = useQueries({
    queries: kindsOf(data.columns.map((c) => c.key)).map((kind) => definitionsQuery(kind)),
    combine: (all) => all.flatMap((query) => query.data ?? []),
  })
  if (data.rows.length === 0) return <Empty compact title={t('kpi.no_rows')} />
  return (
    <>
      <Box className="table-scroll" mah={420}>
        <Table aria-label={t('kpi.rows')} stickyHeader verticalSpacing={5}>
          <Table.Thead><Table.Tr>{data.columns.map((c) => <Table.Th key={c.key} ta={isFigure(c.type) ? 'right' : undefined}>{said(c.label)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {data.rows.map((row, i) => (
              <Table.Tr key={i}>
                {row.map((cell, k) => <Table.Td key={k} fz="sm" ta={isFigure(data.columns[k].type) ? 'right' : undefined} className="num"><Cell column={data.columns[k].key} type={data.columns[k].type} cell={cell} named={namedBy(data.columns[k].key, cell, definitions)} /></Table.Td>)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      <Text fz="xs" c="dimmed" mt={6}>{t('kpi.rows_shown', { shown: number(data.rows.length), total: number(data.total) })}</Text>
    </>
  )
}

const isFigure = (type: string) => ['count', 'rate', 'money'].includes(type)

/** Records come as `{id, name}` or as their bare id. */
function referenceOf(cell: unknown): Reference | null {
  if (cell && typeof cell === 'object' && 'id' in cell) return cell as Reference
  return typeof cell === 'string' && /^[a-z]{3}_[0-9a-z]{8}$/.test(cell) ? { id: cell, name: cell } : null
}

function Cell({ column, type, cell, named }: { column: string; type: string; cell: Json; named: Named | null }) {
  const { t } = useTranslation()
  const { currency } = useSession().settings
  if (cell === null) return <>–</>
  if (named) return <TextLink fz="sm" to={named.to}>{named.label}</TextLink>
  if (type in LINKS) {
    const ref = referenceOf(cell)
    if (ref) return <TextLink fz="sm" to={LINKS[type as keyof typeof LINKS]} params={{ id: ref.id }}>{ref.name || ref.id}</TextLink>
  }
  const other = referenceOf(cell)
  if (other && typeof cell === 'object') return <>{other.name}</>
  if (type === 'kind') return <>{t(`kind.${String(cell)}`, { defaultValue: humanise(String(cell)) })}</>
  if (type === 'outcome') return <>{t(`outcome.${String(cell)}`)}</>
  if (type === 'time') return <Text span inherit style={{ whiteSpace: 'nowrap' }}>{dateTime(String(cell))}</Text>
  if (typeof cell === 'number' && (type === 'rate' || type === 'money')) return <>{figure(cell, type, currency, '–')}</>
  if (typeof cell === 'string' && isWord(column, cell)) return <>{humanise(cell)}</>
  return <>{value(cell)}</>
}
