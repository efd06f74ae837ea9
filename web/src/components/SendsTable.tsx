/** Sends by what became of them, with the reason and the way out: of a program, an email, a contact, or all. */
import { Badge, Button, Group, Pill, Select, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendsQuery, type SendSearch, type SendsShown } from '@/api/sends'
import type { Run, SendRow } from '@/api/types'
import { dateTime, number } from '@/format'
import { DataTable } from './DataTable'
import { Empty } from './Empty'
import { heldReason } from './held'
import { TextLink } from './links'
import { Stamp } from './Stamp'

const STATES = ['sent', 'held', 'deferred', 'failed', 'unknown', 'queued', 'leased', 'handing'] as const
const COLOR: Record<string, string> = { sent: 'campo', held: 'sun', deferred: 'sky', failed: 'clay', unknown: 'clay' }

type Which = Pick<SendSearch, 'program' | 'email' | 'contact'>
interface Props extends Which {
  /** Where the address of the page says what is shown. */
  shown?: SendsShown
  onShown?: (shown: SendsShown) => void
  /** Of the program, to choose from. */
  runs?: Run[]
}

const CLEAR: SendsShown = { state: undefined, run: undefined, reason: undefined }
const hasReason = (state?: string) => state === undefined || state === 'held' || state === 'failed'

/** States that can be asked for. */
export const isSendState = (state: string): boolean => (STATES as readonly string[]).includes(state)

export function SendsTable({ program, email, contact, shown, onShown, runs }: Props) {
  const { t } = useTranslation()
  const [own, setOwn] = useState<SendsShown>(CLEAR)
  const [wanted, show] = onShown ? [{ ...CLEAR, ...shown }, onShown] : [own, setOwn]
  const state = wanted.state && isSendState(wanted.state) ? wanted.state : undefined
  const run = wanted.run === undefined ? undefined : String(wanted.run)
  const reason = program || run ? wanted.reason : undefined
  const now = { state, run, reason }
  const query = useInfiniteQuery(sendsQuery({ program, email, contact, ...now }))
  const first = query.data?.pages[0]
  const rows = query.data?.pages.flatMap((page) => page.items)
  const known = first?.reasons.filter((r) => r.reason) ?? []
  const reasons = known.map((r) => ({ value: r.reason, label: `${heldReason(t, r.reason)} (${number(r.count)})` }))
  if (reason && !known.some((r) => r.reason === reason)) reasons.push({ value: reason, label: heldReason(t, reason) })
  const counted = (s: string) => `${t(`sends.state.${s}`)} (${number(first?.states[s] ?? 0)})`
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="sm">
          <Select w={230} clearable aria-label={t('segments.state')} placeholder={t('sends.any')} value={state ?? null} onChange={(v) => show({ ...now, state: v ?? undefined, reason: hasReason(v ?? undefined) ? reason : undefined })} data={STATES.map((s) => ({ value: s, label: counted(s) }))} />
          {runs && runs.length > 0 && <Select w={230} clearable aria-label={t('sends.run')} placeholder={t('sends.any_run')} value={run ?? null} onChange={(v) => show({ ...now, run: v ?? undefined, reason: undefined })} data={runs.map((r) => ({ value: r.id, label: t('sends.run_of', { at: dateTime(r.at) }) }))} />}
          {!runs && run && <Pill size="md" withRemoveButton removeButtonProps={{ 'aria-label': t('common.remove') }} onRemove={() => show({ ...now, run: undefined, reason: undefined })}>{t('audit.n.run', { n: run })}</Pill>}
          {(reasons.length > 0 || reason) && <Select w={260} clearable aria-label={t('sends.reason')} placeholder={t('sends.any_reason')} value={reason ?? null} onChange={(v) => show({ ...now, reason: v ?? undefined, state: v && !hasReason(state) ? undefined : state })} data={reasons} />}
        </Group>
        {first && rows && <Text fz="xs" c="dimmed" className="num" role="status">{t('sends.shown', { shown: number(rows.length), total: number(first.total) })}</Text>}
      </Group>
      {state && <Text fz="sm" c="dimmed">{t(`sends.means.${state}`)}</Text>}
      <DataTable
        label={t('sends.title')} rows={rows} id={(s) => s.id} error={query.error} retry={() => void query.refetch()} empty={<Empty title={t('sends.empty')} />}
        columns={[
          contact ? { key: 'what', title: t('sends.email'), cell: (s) => <What send={s} /> } : { key: 'to', title: t('sends.to'), cell: (s) => <To send={s} /> },
          { key: 'state', title: t('segments.state'), cell: (s) => <Badge color={COLOR[s.state] ?? 'gray'}>{t(`sends.state.${s.state}`)}</Badge> },
          { key: 'reason', title: t('sends.reason'), from: 'sm', cell: (s) => <Text fz="sm" miw={150} maw={320} style={{ overflowWrap: 'break-word' }}>{s.reason ? heldReason(t, s.reason) : '–'}</Text> },
          ...(email || contact ? [] : [{ key: 'email', title: t('sends.email'), from: 'md' as const, cell: (s: SendRow) => <TextLink to="/emails/$key" params={{ key: s.email }} fz="sm">{s.email_label}</TextLink> }]),
          ...(program || contact ? [] : [{ key: 'program', title: t('sends.program'), from: email ? 'xl' as const : 'lg' as const, cell: (s: SendRow) => s.program ? <TextLink to="/programs/$key" params={{ key: s.program }} fz="sm">{s.program_label}</TextLink> : <>–</> }]),
          { key: 'way', title: t('sends.way'), from: contact ? 'sm' : 'xl', cell: (s) => <Text fz="sm">{wayOf(t, s) ?? '–'}</Text> },
          { key: 'at', title: t('imports.by'), from: 'sm', cell: (s) => <Stamp at={s.done_at ?? s.created_at} /> },
        ]}
      />
      {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('sends.more')}</Button>}
    </Stack>
  )
}

/** What the way out is called that a message was handed to. */
const wayOf = (t: TFunction, s: SendRow) => (s.way ? t(`ways.fixed.${s.way}`, { defaultValue: s.way_label ?? s.way }) : undefined)

/** To whom, where many are shown. */
function To({ send: s }: { send: SendRow }) {
  const { t } = useTranslation()
  return (
    <>
      {s.contact ? <TextLink to="/contacts/$id" params={{ id: s.contact.id }} fz="sm" fw={600} c="var(--siembra-ink)">{s.contact.name}</TextLink> : <Text fz="sm" c="dimmed">{t('sends.erased')}</Text>}
      <Text fz="xs" c="dimmed">{s.address || t('contacts.no_address')}</Text>
      {s.reason && <Text hiddenFrom="sm" fz="xs">{heldReason(t, s.reason)}</Text>}
    </>
  )
}

/** What was sent, where all went to one contact; on a phone with the rest of the row. */
function What({ send: s }: { send: SendRow }) {
  const { t } = useTranslation()
  const way = wayOf(t, s)
  return (
    <>
      <TextLink to="/emails/$key" params={{ key: s.email }} fz="sm" fw={600} c="var(--siembra-ink)">{s.email_label}</TextLink>
      <Text fz="xs" c="dimmed">{[s.program_label, s.address || t('contacts.no_address')].filter(Boolean).join(' · ')}</Text>
      <Text hiddenFrom="sm" fz="xs" c="dimmed">{[way && `${t('sends.way')}: ${way}`, dateTime(s.done_at ?? s.created_at)].filter(Boolean).join(' · ')}</Text>
      {s.reason && <Text hiddenFrom="sm" fz="xs">{heldReason(t, s.reason)}</Text>}
    </>
  )
}
