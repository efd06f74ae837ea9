/** A list in rows: headings that sort, rows that open, skeleton, empty state and paging by cursor. */
import { Box, Button, Group, Paper, Skeleton, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconChevronLeft, IconChevronRight, IconSelector } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '@/format'
import { Problem } from './Problem'

export interface Column<T> {
  key: string
  /** Empty over buttons. */
  title: ReactNode
  cell: (row: T) => ReactNode
  /** Value of `sort` when sorted by this column. */
  sort?: string
  align?: 'left' | 'right' | 'center'
  /** Hidden below this width. */
  from?: 'xs' | 'sm' | 'md' | 'lg' | 'xl'
  width?: number | string
}

interface Props<T> {
  label: string
  columns: Column<T>[]
  rows: T[] | undefined
  id: (row: T) => string
  error?: unknown
  retry?: () => void
  empty: ReactNode
  sort?: string
  onSort?: (sort: string) => void
  onOpen?: (row: T) => void
  below?: (row: T) => ReactNode
  paging?: { total: number; shown: number; from: number; next?: () => void; previous?: () => void }
  plain?: boolean
}

export function DataTable<T>(props: Props<T>) {
  const { label, columns, rows, id, error, retry, empty, onOpen, below, paging, plain } = props
  if (error && !rows) return <Problem error={error} retry={retry} />
  const body = (
    <>
      <Box className="table-scroll">
        <Table aria-label={label} aria-busy={!rows}>
          <Table.Thead>
            <Table.Tr>{columns.map((c) => <Heading key={c.key} column={c} {...props} />)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {!rows && Array.from({ length: 8 }, (_, i) => (
              <Table.Tr key={i}>{columns.map((c) => <Table.Td key={c.key} visibleFrom={c.from}><Skeleton height={16} /></Table.Td>)}</Table.Tr>
            ))}
            {rows?.map((row) => (
              <Fragment key={id(row)}>
                <Table.Tr data-href={onOpen ? true : undefined} onClick={onOpen && ((e) => !(e.target as Element).closest('a,button,input,label') && onOpen(row))}>
                  {columns.map((c) => <Table.Td key={c.key} ta={c.align} visibleFrom={c.from} fz="sm">{c.cell(row)}</Table.Td>)}
                </Table.Tr>
                {below?.(row)}
              </Fragment>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      {rows?.length === 0 && empty}
      {paging && rows && rows.length > 0 && <Paging {...paging} />}
    </>
  )
  return plain ? body : <Paper withBorder style={{ overflow: 'hidden' }}>{body}</Paper>
}

function Heading<T>({ column: c, sort, onSort }: { column: Column<T> } & Pick<Props<T>, 'sort' | 'onSort'>) {
  const { t } = useTranslation()
  const on = !!c.sort && sort === c.sort
  const Arrow = !on ? IconSelector : c.sort?.startsWith('-') ? IconArrowDown : IconArrowUp
  return (
    <Table.Th ta={c.align} visibleFrom={c.from} w={c.width} aria-sort={on ? (c.sort?.startsWith('-') ? 'descending' : 'ascending') : undefined}>
      {c.sort && onSort ? (
        <UnstyledButton fz="inherit" fw="inherit" c={on ? 'var(--siembra-ink)' : 'inherit'} onClick={() => onSort(c.sort!)}>
          <Group gap={3} wrap="nowrap" component="span" display="inline-flex">{c.title}<Arrow size={13} aria-hidden /></Group>
        </UnstyledButton>
      ) : c.title || <VisuallyHidden>{t('def.more')}</VisuallyHidden>}
    </Table.Th>
  )
}

function Paging({ total, shown, from, next, previous }: NonNullable<Props<unknown>['paging']>) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" px="md" py="xs" style={{ borderTop: '1px solid var(--siembra-line)' }}>
      <Text fz="xs" c="dimmed" className="num" role="status">
        {t('table.range', { from: number(from + 1), to: number(from + shown), total: number(total) })}
      </Text>
      {(next || previous) && (
        <Group gap={6}>
          <Button size="compact-sm" variant="default" disabled={!previous} onClick={previous} leftSection={<IconChevronLeft size={14} />}>{t('table.previous')}</Button>
          <Button size="compact-sm" variant="default" disabled={!next} onClick={next} rightSection={<IconChevronRight size={14} />}>{t('table.next')}</Button>
        </Group>
      )}
    </Group>
  )
}
