/** The first rows of the file, the columns that are left out faded. */
import { Box, Card, Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '@/api/types'
import { said } from '@/i18n/said'
import { IGNORED } from './ColumnRow'

export function PreviewTable({ file }: { file: ImportView }) {
  const { t } = useTranslation()
  if (file.preview.length === 0) return null
  const to = (name: string) => file.mapping.columns?.find((c) => c.column === name)?.to ?? IGNORED
  const label = (name: string) => said(file.targets.find((f) => f.target === to(name))?.label ?? name)
  return (
    <Card>
      <Title order={3} mb="xs">{t('imports.preview')}</Title>
      <Box className="table-scroll">
        <Table verticalSpacing={4} aria-label={t('imports.preview')}>
          <Table.Thead><Table.Tr>{file.columns.map((c) => <Table.Th key={c.name}>{label(c.name)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {file.preview.slice(0, 8).map((row, i) => (
              <Table.Tr key={i}>{row.map((cell, k) => <Table.Td key={k} fz="xs" style={{ whiteSpace: 'nowrap', opacity: file.columns[k] && to(file.columns[k].name) !== IGNORED ? 1 : 0.4 }}>{cell}</Table.Td>)}</Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </Card>
  )
}
