/** Importing: a new file, and what was imported before. */
import { Badge, Card, Group, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { importsQuery, uploadImport } from '@/api/imports'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import type { ImportObject } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { number } from '@/format'

const OBJECTS: ImportObject[] = ['contacts', 'accounts', 'leads', 'opportunities', 'activities']
const STATE = { mapping: 'sun', running: 'sky', finished: 'campo', failed: 'clay' } as const
const MAX_BYTES = 2 * 1024 ** 3

export function ImportsPage() {
  const { t } = useTranslation()
  const may = useCan()('import')
  const navigate = useNavigate()
  const [object, setObject] = useState<ImportObject>('contacts')
  const query = useQuery({ ...importsQuery, enabled: may })
  const upload = useMutation({
    mutationFn: (file: File) => uploadImport(file, object),
    onSuccess: (made) => {
      queries.setQueryData(['import', made.id], made)
      void queries.invalidateQueries({ queryKey: ['imports'] })
      void navigate({ to: '/import/$id', params: { id: made.id } })
    },
  })
  return (
    <Page title={t('nav.import')} text={t('imports.text')}>
      {!may && <Empty title={t('error.forbidden')} text={t('imports.forbidden')} />}
      {may && (
        <Card>
          <Title order={2} mb="sm">{t('imports.new')}</Title>
          <Stack>
            <div style={{ overflowX: 'auto' }}>
              <SegmentedControl aria-label={t('imports.what')} value={object} onChange={(v) => setObject(v as ImportObject)} data={OBJECTS.map((o) => ({ value: o, label: t(`importobject.${o}`) }))} />
            </div>
            <Dropzone
              onDrop={(files) => files[0] && upload.mutate(files[0])} maxFiles={1} multiple={false} maxSize={MAX_BYTES} loading={upload.isPending} aria-label={t('imports.drop')} inputProps={{ 'aria-label': t('imports.drop') }}
              onReject={() => upload.reset()} p="xl" radius="lg"
            >
              <Stack align="center" gap={6} style={{ pointerEvents: 'none' }}>
                <Dropzone.Accept><IconUpload size={40} stroke={1.4} /></Dropzone.Accept>
                <Dropzone.Reject><IconX size={40} stroke={1.4} /></Dropzone.Reject>
                <Dropzone.Idle><IconFileSpreadsheet size={40} stroke={1.4} color="var(--mantine-color-campo-6)" /></Dropzone.Idle>
                <Text fw={600}>{t('imports.drop')}</Text>
                <Text fz="sm" c="dimmed" ta="center">{t('imports.drop_text')}</Text>
              </Stack>
            </Dropzone>
            {upload.error && <Problem error={upload.error} />}
          </Stack>
        </Card>
      )}
      {may && (
        <Stack gap="sm">
          <Title order={2}>{t('imports.before')}</Title>
          <DataTable
            label={t('imports.before')} rows={query.data} id={(i) => i.id} error={query.error} retry={() => void query.refetch()}
            onOpen={(i) => void navigate({ to: '/import/$id', params: { id: i.id } })} empty={<Empty title={t('imports.empty')} />}
            columns={[
              { key: 'file', title: t('imports.file'), cell: (i) => <><TextLink to="/import/$id" params={{ id: i.id }} fz="sm" fw={600} c="var(--siembra-ink)">{i.file_name}</TextLink><Text fz="xs" c="dimmed">{t(`importobject.${i.object}`)} · {number(i.size / 1024)} kB</Text></> },
              { key: 'state', title: t('segments.state'), cell: (i) => <Group gap="xs"><Badge color={STATE[i.state]}>{t(`imports.state.${i.state}`)}</Badge>{i.state === 'running' && i.progress.rows ? <Progress w={80} value={(i.progress.read / i.progress.rows) * 100} /> : null}</Group> },
              { key: 'accepted', title: t('imports.accepted'), align: 'right', cell: (i) => number(i.progress.accepted) },
              { key: 'rejected', title: t('imports.rejected'), align: 'right', from: 'sm', cell: (i) => number(i.progress.rejected) },
              { key: 'by', title: t('imports.by'), from: 'sm', cell: (i) => <><Stamp at={i.created_at} /><Text fz="xs" c="dimmed">{i.created_by}</Text></> },
            ]}
          />
        </Stack>
      )}
    </Page>
  )
}
