/** Static lists: filled by hand, by imports or by programs. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import { definitionChanged, definitionsQuery, publish } from '@/api/definitions'
import type { List } from '@/api/model'
import { useCan } from '@/api/session'
import { DataTable } from '@/components/DataTable'
import { DefinitionState } from '@/components/definition/DefinitionState'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { Empty } from '@/components/Empty'
import { notifyProblem } from '@/components/Problem'
import { number } from '@/format'

export function ListsTab() {
  const { t } = useTranslation()
  const may = useCan()('publish_definitions')
  const [adding, addingDo] = useDisclosure()
  const query = useQuery(definitionsQuery<List>('list'))
  return (
    <Stack>
      {may && <Group justify="flex-end"><Button variant="default" leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('segments.new_list')}</Button></Group>}
      <DataTable
        label={t('segments.lists')} rows={query.data} id={(l) => l.key} error={query.error} retry={() => void query.refetch()} empty={<Empty title={t('segments.no_lists')} text={t('segments.no_lists_text')} />}
        columns={[
          { key: 'label', title: t('common.label'), cell: (l) => <><TextLink to="/contacts" search={{ list: l.key }} fw={600} fz="sm">{l.label}</TextLink><Text fz="xs" c="dimmed">{l.body.description}</Text></> },
          { key: 'members', title: t('segments.members'), align: 'right', cell: (l) => number(l.members ?? 0) },
          { key: 'state', title: t('segments.state'), cell: (l) => <DefinitionState row={l} /> },
        ]}
      />
      <NewDefinition
        kind="list" title={t('segments.new_list')} opened={adding} onClose={addingDo.close} body={(label) => ({ label })}
        onCreated={(key) => void publish('list', key, '').then(definitionChanged, notifyProblem)}
      />
    </Stack>
  )
}
