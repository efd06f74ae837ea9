/** What an import did or would do, with the reasons of what it refused and the downloads. */
import { Button, Card, Group, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '@/api/types'
import { number } from '@/format'
import { language } from '@/i18n'
import { said } from '@/i18n/said'

const ALL = ['read', 'accepted', 'created', 'updated', 'unchanged', 'repeated', 'warnings', 'rejected'] as const
/** A dry run reads rows and compares them with nothing. */
const DRY = ['read', 'accepted', 'repeated', 'warnings', 'rejected'] as const

export function Figures({ file }: { file: ImportView }) {
  const { t } = useTranslation()
  const p = file.progress
  const reasons = Object.entries(p.reasons).sort((a, b) => b[1] - a[1])
  const href = (name: string) => `/api/v1/imports/${encodeURIComponent(file.id)}/${name}.csv?lang=${language()}`
  return (
    <Card>
      <SimpleGrid cols={p.dry_run ? { base: 2, sm: 5 } : { base: 2, sm: 4, lg: 8 }}>
        {(p.dry_run ? DRY : ALL).map((key) => (
          <div key={key} data-figure={key}>
            <Text fz="xs" c="dimmed">{t(`imports.${key}`)}</Text>
            <Text className="figure" fz={26} c={key === 'rejected' && p.rejected > 0 ? 'var(--siembra-bad)' : undefined}>{number(p[key])}</Text>
          </div>
        ))}
      </SimpleGrid>
      {p.dry_run && <Text fz="sm" c="dimmed" mt="xs">{t('imports.dry_counts')}</Text>}
      {reasons.length > 0 && (
        <>
          <Title order={3} mt="md" mb={4}>{t('imports.reasons')}</Title>
          <Table verticalSpacing={4} aria-label={t('imports.reasons')}>
            <Table.Tbody>{reasons.map(([reason, n]) => <Table.Tr key={reason}><Table.Td fz="sm">{said(reason)}</Table.Td><Table.Td ta="right" fz="sm" className="num" fw={600}>{number(n)}</Table.Td></Table.Tr>)}</Table.Tbody>
          </Table>
        </>
      )}
      <Group mt="md" gap="xs">
        {p.rejected > 0 && <Button component="a" href={href('rejected')} download variant="default" leftSection={<IconDownload size={16} />}>{t('imports.get_rejected')}</Button>}
        {p.warnings > 0 && <Button component="a" href={href('warnings')} download variant="default" leftSection={<IconDownload size={16} />}>{t('imports.get_warnings')}</Button>}
      </Group>
    </Card>
  )
}
