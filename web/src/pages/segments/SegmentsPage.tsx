/** Segments and lists: what there is, how many are in it, what it says. */
import { Badge, Box, Button, Stack, Tabs, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Segment } from '@/api/model'
import { useCan } from '@/api/session'
import type { DefinitionRow } from '@/api/types'
import { DataTable, type Column } from '@/components/DataTable'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { DefinitionState } from '@/components/definition/DefinitionState'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Stamp } from '@/components/Stamp'
import { number } from '@/format'
import { ListsTab } from './ListsTab'

export function SegmentsPage() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const navigate = useNavigate()
  const [adding, addingDo] = useDisclosure()
  const query = useQuery(definitionsQuery<Segment>('segment'))
  const add = may && <Button leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('segments.new')}</Button>
  const columns: Column<DefinitionRow<Segment>>[] = [
    {
      key: 'label', title: t('nav.segments'), cell: (s) => (
        <Box>
          <TextLink to="/segments/$key" params={{ key: s.key }} fw={600} fz="sm" c="var(--siembra-ink)">{s.label}</TextLink>
          <Text fz="xs" c="dimmed" maw={620} lineClamp={2}>{s.sentence ?? s.body.description}</Text>
        </Box>
      ),
    },
    { key: 'members', title: t('segments.members'), align: 'right', cell: (s) => (s.members === null ? '–' : <Text span className="figure" fz="md">{number(s.members)}</Text>) },
    { key: 'state', title: t('segments.state'), from: 'sm', cell: (s) => <DefinitionState row={s} /> },
    { key: 'at', title: t('segments.changed'), from: 'md', cell: (s) => <><Stamp at={s.at} /><Text fz="xs" c="dimmed">{s.author}</Text></> },
  ]
  return (
    <Page title={t('nav.segments')} text={t('segments.text')} actions={add}>
      <Tabs defaultValue="segments">
        <Tabs.List mb="md">
          <Tabs.Tab value="segments">{t('segments.live')} {query.data && <Badge size="sm" color="gray" ml={4}>{query.data.length}</Badge>}</Tabs.Tab>
          <Tabs.Tab value="lists">{t('segments.lists')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="segments">
          <Stack>
            <DataTable
              label={t('nav.segments')} columns={columns} rows={query.data} id={(s) => s.key} error={query.error} retry={() => void query.refetch()}
              onOpen={(s) => void navigate({ to: '/segments/$key', params: { key: s.key } })} empty={<Empty icon={IconFilter} title={t('segments.empty')} text={t('segments.empty_text')} action={add} />}
            />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="lists"><ListsTab /></Tabs.Panel>
      </Tabs>
      <NewDefinition kind="segment" title={t('segments.new')} opened={adding} onClose={addingDo.close} body={(label) => ({ label, filter: { all: [] } })} onCreated={(key) => void navigate({ to: '/segments/$key', params: { key } })} />
    </Page>
  )
}
