/** Read-only SQL over records and activities, within what the caller may see. */
import { Button, Card, Grid, Group, Kbd, Stack, Text } from '@mantine/core'
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runSql, tablesQuery } from '@/api/reports'
import { CodeEditor } from '@/components/CodeEditor'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { number } from '@/format'
import { csvOf, download } from './csv'
import { ResultGrid } from './ResultGrid'
import { TableList } from './TableList'

const FIRST = 'SELECT country, count(*) AS contacts\nFROM contacts\nGROUP BY country\nORDER BY contacts DESC'

export function QueryPage() {
  const { t } = useTranslation()
  const [sql, setSql] = useState(() => sessionStorage.getItem('siembra.sql') ?? FIRST)
  const latest = useRef(sql)
  const tables = useQuery(tablesQuery)
  const run = useMutation({ mutationFn: runSql })
  const { mutate } = run
  const put = (text: string) => { latest.current = text; setSql(text); sessionStorage.setItem('siembra.sql', text) }
  const go = useCallback(() => mutate(latest.current), [mutate])
  const schema = useMemo(() => Object.fromEntries((tables.data ?? []).map((table) => [table.name, table.columns.map((c) => c.name)])), [tables.data])
  const { data, error } = run
  return (
    <Page title={t('nav.query')} text={t('query.text')}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 9 }}>
          <Stack>
            <CodeEditor language="sql" label={t('query.sql')} value={sql} onChange={put} height={190} tables={schema} onRun={go} />
            <Group justify="space-between">
              <Group gap="xs">
                <Button leftSection={<IconPlayerPlay size={16} />} loading={run.isPending} onClick={go}>{t('query.run')}</Button>
                <Text fz="xs" c="dimmed" visibleFrom="sm"><Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd></Text>
              </Group>
              {data && (
                <Group gap="sm">
                  <Text fz="sm" c="dimmed" className="num" role="status">{t('query.took', { rows: number(data.rows.length), ms: number(data.ms, 1) })}</Text>
                  <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => download('siembra.csv', csvOf(data))}>{t('query.csv')}</Button>
                </Group>
              )}
            </Group>
            {error && <Problem error={error} />}
            {data?.truncated && <Text fz="sm" c="var(--siembra-bad)">{t('query.truncated')}</Text>}
            {data ? <ResultGrid result={data} /> : !error && <Card><Empty title={t('query.empty')} text={t('query.empty_text')} /></Card>}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3 }}>
          <TableList query={tables} onPick={(name) => put(`${latest.current.trimEnd()} ${name}`)} />
        </Grid.Col>
      </Grid>
    </Page>
  )
}
