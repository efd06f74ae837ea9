/** The tables that a query may name, with their columns. */
import { Accordion, Card, Group, Text, Title, UnstyledButton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { QueryTable } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import { said } from '@/i18n/said'

export function TableList({ query, onPick }: { query: UseQueryResult<QueryTable[]>; onPick: (name: string) => void }) {
  const { t } = useTranslation()
  return (
    <Card p="sm">
      <Title order={3} px={6} pt={4} mb={4}>{t('query.tables')}</Title>
      <Loaded query={query}>
        {(tables) => (
          <Accordion variant="default" chevronPosition="left" styles={{ content: { padding: '0 6px 8px 28px' }, control: { padding: '0 6px' }, label: { padding: '7px 0' } }}>
            {tables.map((table) => (
              <Accordion.Item key={table.name} value={table.name}>
                <Accordion.Control><Text fz="sm" ff="monospace">{table.name}</Text></Accordion.Control>
                <Accordion.Panel>
                  {table.description && <Text fz="xs" c="dimmed" mb={4}>{said(table.description)}</Text>}
                  {table.columns.map((c) => (
                    <UnstyledButton key={c.name} w="100%" onClick={() => onPick(c.name)} aria-label={t('query.insert', { name: c.name })}>
                      <Group justify="space-between" gap={6} wrap="nowrap"><Text fz="xs" ff="monospace" truncate>{c.name}</Text><Text fz={11} c="dimmed">{c.type}</Text></Group>
                    </UnstyledButton>
                  ))}
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        )}
      </Loaded>
    </Card>
  )
}
