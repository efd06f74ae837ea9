/** The first rows as they are read with the mapping. */
import { Box, Card, Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '@/api/types'

export function PreviewTable({ file }: { file: ImportView }) {
  const { t } = useTranslation()
  if (file.preview.length === 0) return null
  return (
    <Card>
      <Title order={3} mb="xs">{t('imports.preview')}</Title>
      <Box className="table-scroll">
        <Table verticalSpacing={4} aria-label={t('imports.preview')}>
          <Table.Thead><Table.Tr>{file.mapping.columns.map((c) => <Table.Th key={c.name}>{file.fields.find((f) => f.key === c.field)?.label ?? c.name}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>{file.preview.slice(0, 8).map((row, i) => <Table.Tr key={i}>{row.map((cell, k) => <Table.Td key={k} fz="xs" style={{ whiteSpace: 'nowrap', opacity: file.mapping.columns[k]?.field ? 1 : 0.4 }}>{cell}</Table.Td>)}</Table.Tr>)}</Table.Tbody>
        </Table>
      </Box>
    </Card>
  )
}
