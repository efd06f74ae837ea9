/** Keys of the API and of the intake. A key's secret is shown once. */
import { ActionIcon, Alert, Badge, Button, Code, CopyButton, Group, Modal, MultiSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import { createKey, keysQuery, revokeKey } from '@/api/settings'
import type { Right } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { notifyProblem, Problem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'

/** The key that the server makes for its own commands, and makes again when it starts without one. */
const OF_SERVER = 'Command line of this server'

const changed = () => void queries.invalidateQueries({ queryKey: ['keys'] })

export function KeysSection() {
  const { t } = useTranslation()
  const query = useQuery(keysQuery)
  const [adding, setAdding] = useState(false)
  const revoke = useMutation({ mutationFn: revokeKey, onSuccess: changed, onError: notifyProblem })
  return (
    <Stack gap="sm">
      <Group justify="flex-end"><Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>{t('keys.new')}</Button></Group>
      <DataTable
        label={t('settings.keys')} rows={query.data} id={(k) => k.id} error={query.error} retry={() => void query.refetch()} empty={<Empty title={t('keys.empty')} text={t('keys.empty_text')} />}
        columns={[
          { key: 'label', title: t('common.label'), cell: (k) => <><Text fz="sm" fw={600}>{k.label}</Text><Code fz="xs">{k.prefix}…</Code></> },
          { key: 'kind', title: t('programs.type'), cell: (k) => <Badge color="gray">{t(`keys.kind.${k.kind}`)}</Badge> },
          { key: 'scopes', title: t('keys.scopes'), from: 'md', cell: (k) => <Text fz="xs" c="dimmed" maw={260}>{k.scopes.map((r) => t(`right.${r}`)).join(', ') || '–'}</Text> },
          { key: 'used', title: t('keys.last_used'), from: 'sm', cell: (k) => <Stamp at={k.last_used} /> },
          {
            key: 'do', title: '', align: 'right', cell: (k) => k.revoked_at
              ? <Badge color="clay">{t('keys.revoked')}</Badge>
              : <ActionIcon aria-label={t('keys.revoke', { label: k.label })} onClick={() => window.confirm(t(k.label === OF_SERVER ? 'keys.revoke_server' : 'keys.revoke_sure', { label: k.label })) && revoke.mutate(k.id)}><IconTrash size={16} /></ActionIcon>,
          },
        ]}
      />
      {adding && <KeyModal onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function KeyModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { rights } = useSession()
  const [kind, setKind] = useState<'write' | 'api'>('write')
  const [label, setLabel] = useState('')
  const [scopes, setScopes] = useState<Right[]>(['read_records'])
  const create = useMutation({ mutationFn: () => createKey({ kind, label, scopes: kind === 'api' ? scopes : [] }), onSuccess: changed })
  if (create.data) {
    return (
      <Modal opened onClose={onClose} title={t('keys.made')}>
        <Stack>
          <Alert color="sun">{t('keys.once')}</Alert>
          <Code block fz="sm" data-testid="secret">{create.data.secret}</Code>
          <Group justify="flex-end">
            <CopyButton value={create.data.secret}>{({ copied, copy }) => <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>{t(copied ? 'keys.copied' : 'keys.copy')}</Button>}</CopyButton>
            <Button onClick={onClose}>{t('common.close')}</Button>
          </Group>
        </Stack>
      </Modal>
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('keys.new')}>
      <form onSubmit={(e) => { e.preventDefault(); create.mutate() }}>
        <Stack>
          <SegmentedControl aria-label={t('programs.type')} value={kind} onChange={(v) => setKind(v as typeof kind)} data={(['write', 'api'] as const).map((k) => ({ value: k, label: t(`keys.kind.${k}`) }))} />
          <Text fz="sm" c="dimmed">{t(`keys.means.${kind}`)}</Text>
          <TextInput required data-autofocus label={t('common.label')} placeholder={t('keys.label_hint')} value={label} onChange={(e) => setLabel(e.currentTarget.value)} />
          {kind === 'api' && <MultiSelect label={t('keys.scopes')} description={t('keys.scopes_text')} searchable value={scopes} onChange={(v) => setScopes(v as Right[])} data={rights.map((r) => ({ value: r, label: t(`right.${r}`) }))} />}
          {create.error && <Problem error={create.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('common.cancel')}</Button><Button type="submit" disabled={!label || (kind === 'api' && scopes.length === 0)} loading={create.isPending}>{t('common.create')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
