/** What came back: bounces, complaints and automatic answers, what followed from each, and wrong bounces undone in bulk. */
import { Badge, Button, Checkbox, Code, Drawer, Group, Modal, Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconArrowBackUp, IconMailCheck, IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { returnedQuery, returnedRawQuery, undoReturned, type ReturnedSearch } from '@/api/returned'
import { useCan } from '@/api/session'
import type { ReturnedRow } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { TextLink } from '@/components/links'
import { Loaded, Waiting } from '@/components/Loaded'
import { Pager } from '@/components/Pager'
import { notifyDone, Problem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { WaysBack } from './WaysBack'

const LIMIT = 50
const KINDS = ['bounce', 'complaint', 'unsubscribe', 'delayed', 'delivered', 'auto_reply', 'not_for_us'] as const
const CATEGORIES = ['hard_user', 'hard_domain', 'disabled', 'soft_mailbox', 'soft_transient', 'block', 'content', 'unknown'] as const
const COLOR: Record<string, string> = { bounce: 'clay', complaint: 'clay', unsubscribe: 'sun', delayed: 'sky', delivered: 'campo' }

/** Only a bounce that still keeps mail from its address can be undone; who complained stays out. */
const canUndo = (row: ReturnedRow) => row.holds && row.followed === 'invalid' && !row.lasting

export function Returned() {
  const { t } = useTranslation()
  const may = useCan()('edit_suppressions')
  const [search, setSearch] = useState<ReturnedSearch>({})
  const [chosen, setChosen] = useState<string[]>([])
  const [opened, setOpened] = useState<ReturnedRow | null>(null)
  const [undoing, setUndoing] = useState(false)
  const { data, error, refetch } = useQuery(returnedQuery(search))
  const narrow = (more: ReturnedSearch) => { setChosen([]); setSearch((old) => ({ ...old, after: undefined, ...more })) }
  const find = useDebouncedCallback((q: string) => narrow({ q: q || undefined }), 250)
  const wrong = data?.items.filter(canUndo).map((row) => row.id) ?? []
  const toggle = (id: string) => setChosen((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id]))
  return (
    <Stack gap="sm">
      <WaysBack />
      <Group>
        <TextInput style={{ flex: '1 1 200px' }} aria-label={t('common.search')} placeholder={t('suppressions.search')} leftSection={<IconSearch size={16} />} onChange={(e) => find(e.currentTarget.value)} />
        <Select w={190} clearable aria-label={t('returned.kind')} placeholder={t('returned.any_kind')} data={KINDS.map((k) => ({ value: k, label: t(`returned.kind.${k}`) }))} value={search.kind ?? null} onChange={(kind) => narrow({ kind: kind ?? undefined })} />
        <Select w={210} clearable aria-label={t('returned.category')} placeholder={t('returned.any_category')} data={CATEGORIES.map((c) => ({ value: c, label: t(`returned.category.${c}`) }))} value={search.category ?? null} onChange={(category) => narrow({ category: category ?? undefined })} />
        <Switch label={t('returned.followed_only')} checked={search.followed ?? false} onChange={(e) => narrow({ followed: e.currentTarget.checked || undefined })} />
        {may && <Button leftSection={<IconArrowBackUp size={16} />} variant="default" disabled={chosen.length === 0} onClick={() => setUndoing(true)}>{chosen.length > 0 ? t('returned.undo', { count: chosen.length }) : t('returned.undo_title')}</Button>}
      </Group>
      {may && <Text fz="xs" c="dimmed">{t('returned.many')} <TextLink to="/settings/$section" params={{ section: 'suppressions' }} fz="xs">{t('settings.suppressions')}</TextLink></Text>}
      <DataTable
        label={t('returned.title')} rows={data?.items} id={(r) => r.id} error={error} retry={() => void refetch()} onOpen={setOpened}
        empty={<Empty icon={IconMailCheck} title={t('returned.empty')} text={t('returned.empty_text')} />}
        columns={[
          ...(may ? [{
            key: 'choose', width: 40,
            title: <Checkbox aria-label={t('returned.choose_all')} disabled={wrong.length === 0} checked={wrong.length > 0 && chosen.length === wrong.length} indeterminate={chosen.length > 0 && chosen.length < wrong.length} onChange={(e) => setChosen(e.currentTarget.checked ? wrong : [])} />,
            cell: (r: ReturnedRow) => <Checkbox aria-label={t('returned.choose', { address: r.recipient })} disabled={!canUndo(r)} checked={chosen.includes(r.id)} onChange={() => toggle(r.id)} />,
          }] : []),
          {
            key: 'who', title: t('returned.recipient'), cell: (r) => (
              <>
                <Text fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{r.recipient || t('returned.nobody')}</Text>
                <Text fz="xs" c="dimmed" lineClamp={2} maw={420} style={{ overflowWrap: 'anywhere' }}>{[r.status, r.diagnostic].filter(Boolean).join(' · ')}</Text>
                <Text fz="xs" hiddenFrom="md"><Followed row={r} /></Text>
              </>
            ),
          },
          { key: 'kind', title: t('returned.kind'), cell: (r) => <Badge color={COLOR[r.kind] ?? 'gray'}>{t(`returned.kind.${r.kind}`)}</Badge> },
          { key: 'category', title: t('returned.category'), from: 'sm', cell: (r) => (r.kind === 'bounce' || r.kind === 'delayed' ? <Text fz="sm">{t(`returned.category.${r.category}`)}</Text> : '–') },
          { key: 'followed', title: t('returned.followed'), from: 'md', cell: (r) => <Followed row={r} /> },
          { key: 'send', title: t('returned.send'), from: 'lg', cell: (r) => <Text fz="xs" c="dimmed" className="num">{r.send ?? t('returned.no_send')}</Text> },
          { key: 'at', title: t('imports.by'), from: 'sm', cell: (r) => <Stamp at={r.at} /> },
          { key: 'open', title: '', align: 'right', cell: (r) => <Button size="compact-xs" variant="default" onClick={() => setOpened(r)}>{t('returned.open')}</Button> },
        ]}
      />
      {data && data.items.length > 0 && <Pager page={data} after={search.after} limit={LIMIT} onGo={(after) => { setChosen([]); setSearch((old) => ({ ...old, after })) }} />}
      <Drawer opened={opened !== null} onClose={() => setOpened(null)} position="right" size="lg" title={t('returned.message')}>{opened && <Raw id={opened.id} />}</Drawer>
      <Undo ids={undoing ? chosen : null} onClose={(done) => { setUndoing(false); if (done) setChosen([]) }} />
    </Stack>
  )
}

/** What it brought upon the address, and whether that still holds. */
function Followed({ row }: { row: ReturnedRow }) {
  const { t } = useTranslation()
  if (!row.followed) return <>{row.send ? t('returned.nothing') : t('returned.not_ours')}</>
  return <>{t(`suppressions.kind.${row.followed}`)}{!row.holds && ` (${t('returned.lifted')})`}</>
}

function Raw({ id }: { id: string }) {
  return <Loaded query={useQuery(returnedRawQuery(id))} skeleton={<Waiting lines={12} />}>{(raw) => <Code block fz="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{raw}</Code>}</Loaded>
}

function Undo({ ids, onClose }: { ids: string[] | null; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const undo = useMutation({
    mutationFn: () => undoReturned({ ids: ids ?? [], reason }),
    onSuccess: ({ lifted }) => {
      notifyDone(t('returned.undone', { count: lifted.length }))
      setReason('')
      void queries.invalidateQueries({ queryKey: ['returned'] })
      void queries.invalidateQueries({ queryKey: ['suppressions'] })
      onClose(true)
    },
  })
  return (
    <Modal opened={ids !== null} onClose={() => onClose(false)} title={t('returned.undo_title')}>
      <form onSubmit={(e) => { e.preventDefault(); undo.mutate() }}>
        <Stack>
          <Text fz="sm">{t('returned.undo_text', { count: ids?.length ?? 0 })}</Text>
          <Textarea required autosize minRows={2} maxLength={200} label={t('suppressions.reason')} description={t('returned.undo_reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
          {undo.error && <Problem error={undo.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose(false)}>{t('common.cancel')}</Button>
            <Button type="submit" loading={undo.isPending} disabled={!reason.trim()}>{t('returned.undo_do')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
