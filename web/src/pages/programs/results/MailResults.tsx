/** What came of a program's mail, or of one of its runs: figures, parts, links, and every fetch. */
import { Alert, Anchor, Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { IconDownload, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendsOneByOne } from '@/api/programs'
import { resultsCsv, resultsQuery, type Narrow } from '@/api/results'
import { useCan } from '@/api/session'
import type { ProgramView } from '@/api/types'
import { Loaded, Waiting } from '@/components/Loaded'
import { dateTime, number } from '@/format'
import { said } from '@/i18n/said'
import { ClickMap } from './ClickMap'
import { ContactsDrawer } from './ContactsDrawer'
import { HitsTable } from './HitsTable'
import { ResultTiles } from './ResultTiles'
import { SliceTable } from './SliceTable'

export function MailResults({ program }: { program: ProgramView }) {
  const { t } = useTranslation()
  const can = useCan()
  const [run, setRun] = useState<string | null>(null)
  const [opened, setOpened] = useState<Narrow | null>(null)
  // What sends one by one has no run that ends.
  const query = useQuery({ ...resultsQuery(program.key, run ?? undefined), refetchInterval: sendsOneByOne(program) ? 30_000 : false })
  const open = (narrow: Narrow) => can('read_records') && setOpened(narrow)
  return (
    <Stack>
      <Group justify="space-between">
        <div>
          <Title order={2}>{t('results.title')}</Title>
          <Text fz="sm" c="dimmed">{t('results.people_only')}</Text>
        </div>
        <Group gap="xs">
          {program.runs.length > 0 && <Select size="xs" w={240} clearable aria-label={t('results.run')} placeholder={t('results.all_runs')} value={run} onChange={setRun} data={program.runs.map((r) => ({ value: r.id, label: t('results.run_of', { at: dateTime(r.at) }) }))} />}
          <Button size="xs" variant="default" component="a" href={resultsCsv(program.key, run ?? undefined)} download leftSection={<IconDownload size={14} />}>CSV</Button>
        </Group>
      </Group>
      <Loaded query={query} skeleton={<Waiting lines={6} />}>
        {(results) => (
          <>
            {results.warnings.map((w) => <Alert key={w} color="sun" icon={<IconInfoCircle size={18} />}>{said(w)}</Alert>)}
            <ResultTiles results={results} onOpen={open} />
            {results.causes.length > 0 && (
              <Card>
                <Title order={2} mb="sm">{t('results.causes')}</Title>
                {results.causes.map((c) => (
                  <Group key={c.cause} justify="space-between" wrap="nowrap"><Text fz="sm">{t(`results.cause.${c.cause}`, { defaultValue: c.cause })}</Text><Anchor component="button" fz="sm" fw={600} className="num" onClick={() => open({ cause: c.cause })}>{number(c.contacts)}</Anchor></Group>
                ))}
              </Card>
            )}
            <SliceTable results={results} onOpen={open} />
            <ClickMap links={results.links} run={run ?? undefined} onOpen={open} />
          </>
        )}
      </Loaded>
      {can('read_sends') && <HitsTable key={run} program={program.key} run={run ?? undefined} />}
      {opened && query.data && <ContactsDrawer program={program.key} run={run ?? undefined} narrow={opened} results={query.data} onClose={() => setOpened(null)} />}
    </Stack>
  )
}
