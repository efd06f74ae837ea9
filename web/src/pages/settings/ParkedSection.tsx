/** What could not be applied: its reason, replaying it, letting it go. */
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { dropParked, parkedQuery, replayParked } from '@/api/settings'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { notifyDone, notifyProblem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { said } from '@/i18n/said'

export function ParkedSection() {
  const { t } = useTranslation()
  const query = useQuery(parkedQuery)
  const changed = () => void queries.invalidateQueries({ queryKey: ['parked'] })
  const replay = useMutation({ mutationFn: replayParked, onSuccess: () => { notifyDone(t('parked.replayed')); changed() }, onError: notifyProblem })
  const drop = useMutation({ mutationFn: dropParked, onSuccess: changed, onError: notifyProblem })
  return (
    <DataTable
      label={t('settings.parked')} rows={query.data?.items} id={(p) => p.id} error={query.error} retry={() => void query.refetch()} empty={<Empty title={t('parked.empty')} text={t('parked.empty_text')} />}
      columns={[
        { key: 'what', title: t('parked.what'), cell: (p) => <><Text fz="sm" fw={600}>{p.what}</Text><Text fz="xs" c="dimmed" ff="monospace">{p.message_id}</Text></> },
        { key: 'reason', title: t('worklist.reason'), cell: (p) => <Text fz="sm" maw={520}>{said(p.reason)}</Text> },
        { key: 'source', title: t('parked.source'), from: 'sm', cell: (p) => p.source },
        { key: 'at', title: t('imports.by'), from: 'sm', cell: (p) => <Stamp at={p.at} /> },
        {
          key: 'do', title: '', align: 'right', cell: (p) => (
            <Group gap={4} wrap="nowrap" justify="flex-end">
              <Button size="compact-sm" variant="default" leftSection={<IconPlayerPlay size={14} />} loading={replay.isPending && replay.variables === p.id} onClick={() => replay.mutate(p.id)}>{t('parked.replay')}</Button>
              <ActionIcon aria-label={t('parked.drop')} onClick={() => window.confirm(t('parked.drop_sure')) && drop.mutate(p.id)}><IconTrash size={16} /></ActionIcon>
            </Group>
          ),
        },
      ]}
    />
  )
}
