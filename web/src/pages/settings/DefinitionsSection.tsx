/** Every definition of every kind, with its state and history. */
import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import { useCan } from '@/api/session'
import type { Kind } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { DefinitionState } from '@/components/definition/DefinitionState'
import { Empty } from '@/components/Empty'
import { Stamp } from '@/components/Stamp'

const KINDS: Kind[] = ['lifecycle', 'assignment', 'scoring', 'qualification', 'segment', 'list', 'program', 'email', 'snippet', 'asset', 'goal', 'field', 'settings']

export function DefinitionsSection() {
  const { t } = useTranslation()
  const may = useCan()('export')
  const navigate = useNavigate()
  const [kind, setKind] = useState<Kind>('lifecycle')
  const query = useQuery(definitionsQuery(kind))
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Select w={240} aria-label={t('programs.type')} allowDeselect={false} value={kind} onChange={(v) => v && setKind(v as Kind)} data={KINDS.map((k) => ({ value: k, label: t(`defkind.${k}`) }))} />
        {may && <Button component="a" href="/api/v1/export" download variant="default" leftSection={<IconDownload size={16} />}>{t('definitions.export')}</Button>}
      </Group>
      <DataTable
        label={t(`defkind.${kind}`)} rows={query.data} id={(d) => d.key} error={query.error} retry={() => void query.refetch()} onOpen={(d) => void navigate({ to: '/definitions/$kind/$key', params: { kind, key: d.key } })} empty={<Empty title={t('definitions.empty')} />}
        columns={[
          { key: 'label', title: t('common.label'), cell: (d) => <TextLink to="/definitions/$kind/$key" params={{ kind, key: d.key }} fz="sm" fw={600} c="var(--siembra-ink)">{d.label}</TextLink> },
          { key: 'key', title: t('common.key'), from: 'sm', cell: (d) => <Text fz="xs" ff="monospace">{d.key}</Text> },
          { key: 'state', title: t('segments.state'), cell: (d) => <DefinitionState row={d} /> },
          { key: 'note', title: t('goals.note'), from: 'md', cell: (d) => <Text fz="sm" c="dimmed" lineClamp={1} maw={280}>{d.note}</Text> },
          { key: 'at', title: t('segments.changed'), from: 'sm', cell: (d) => <><Stamp at={d.at} /><Text fz="xs" c="dimmed">{d.author}</Text></> },
        ]}
      />
    </Stack>
  )
}
