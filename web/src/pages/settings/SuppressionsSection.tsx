/** Addresses that mail is kept from: looked through by anybody who reads sends, added and lifted by admins. */
import { ActionIcon, Badge, Button, CloseButton, Group, Select, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAt, IconLockOpen, IconMailOff, IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '@/api/session'
import { suppressionsQuery, type SuppressionSearch } from '@/api/suppressions'
import type { SuppressionKind, SuppressionRow } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { TextLink } from '@/components/links'
import { Pager } from '@/components/Pager'
import { SUPPRESSIONS, SuppressionModal, type Lifting } from '@/components/SuppressionModal'
import { dateTime, number } from '@/format'
import { said } from '@/i18n/said'
import { LiftMatching } from './LiftMatching'

const LIMIT = 50
/** Before the key of a topic among the reasons to choose from. */
const TOPIC = 'topic:'
/** Half a domain is not asked for. */
const whole = (domain: string) => (/^@?([^@.\s]+\.)+[^@.\s]{2,}$/.test(domain.trim()) ? domain.trim() : undefined)
const PLACE = { opt_out: 'opted_out', invalid: 'invalid', blocked: 'blocked' } as const

/** What stands against the address of an erased contact is kept under its fingerprint, from which nobody can tell the address. */
const isErased = (row: SuppressionRow) => row.address.startsWith('erased:')

export function SuppressionsSection() {
  const { t } = useTranslation()
  const may = useCan()('edit_suppressions')
  const { topics } = useSession().settings
  const [search, setSearch] = useState<SuppressionSearch>({})
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<(Partial<Lifting> & { address?: string }) | null>(null)
  const find = useDebouncedCallback((q: string) => setSearch((old) => ({ ...old, after: undefined, q: q || undefined })), 250)
  const { data, error, refetch, isPlaceholderData: isOld } = useQuery(suppressionsQuery(search))
  const narrow = (more: SuppressionSearch) => setSearch((old) => ({ ...old, after: undefined, ...more }))
  const [written, setWritten] = useState('')
  const [half, setHalf] = useState(false)
  const ofDomain = useDebouncedCallback((text: string) => { setHalf(text.trim() !== '' && !whole(text)); narrow({ domain: whole(text) }) }, 250)
  const [all, setAll] = useState(false)
  const { kind, domain, from, to } = search
  /** What is written is what is shown, and would be lifted. */
  const settled = !half && written.trim() === (domain ?? '')
  const narrowed = domain !== undefined || from !== undefined || to !== undefined
  const clear = () => { setText(''); setSearch((old) => ({ ...old, after: undefined, q: undefined })) }
  return (
    <Stack gap="sm">
      <Group>
        <TextInput
          style={{ flex: '1 1 220px' }} aria-label={t('common.search')} placeholder={t('suppressions.search')} leftSection={<IconSearch size={16} />} value={text}
          onChange={(e) => { setText(e.currentTarget.value); find(e.currentTarget.value) }} rightSection={text && <CloseButton size="sm" aria-label={t('common.remove')} onClick={clear} />}
        />
        <Select
          w={210} clearable aria-label={t('suppressions.why')} placeholder={t('suppressions.any')} value={search.topic ? `${TOPIC}${search.topic}` : search.kind ?? null}
          data={[...SUPPRESSIONS.map((k) => ({ value: k as string, label: t(`suppressions.kind.${k}`) })), ...topics.map((one) => ({ value: `${TOPIC}${one.key}`, label: t('suppressions.topic', { topic: one.label }) }))]}
          onChange={(v) => setSearch((old) => ({ ...old, after: undefined, ...(v?.startsWith(TOPIC) ? { kind: undefined, from: undefined, to: undefined, topic: v.slice(TOPIC.length) } : { ...(v ? {} : { from: undefined, to: undefined }), kind: (v as SuppressionKind | null) ?? undefined, topic: undefined }) }))}
        />
        {may && <Button leftSection={<IconPlus size={16} />} onClick={() => setAsked({})}>{t('suppressions.add')}</Button>}
      </Group>
      <Group align="flex-start">
        <TextInput style={{ flex: '1 1 180px' }} label={t('suppressions.domain')} placeholder="example.com" leftSection={<IconAt size={16} />} value={written} error={half && t('suppressions.domain_half')} onChange={(e) => { setWritten(e.currentTarget.value); ofDomain(e.currentTarget.value) }} />
        {kind && <When label={t('suppressions.from')} onChange={(at) => narrow({ from: at })} />}
        {kind && <When label={t('suppressions.to')} onChange={(at) => narrow({ to: at })} />}
      </Group>
      {may && kind === 'invalid' && (narrowed && settled && !search.q
        ? <Group><Button variant="default" leftSection={<IconLockOpen size={16} />} disabled={!data?.total || isOld} onClick={() => setAll(true)}>{t('suppressions.all', { count: data?.total ?? 0, n: number(data?.total ?? 0) })}</Button></Group>
        : <Text fz="xs" c="dimmed">{t('suppressions.all_hint')}</Text>)}
      <DataTable
        label={t('settings.suppressions')} rows={data?.items} id={(s) => s.address} error={error} retry={() => void refetch()} empty={<Empty icon={IconMailOff} title={t('suppressions.empty')} text={t('suppressions.empty_text')} />}
        columns={[
          { key: 'address', title: t('contacts.email'), cell: (s) => <Who row={s} /> },
          { key: 'why', title: t('suppressions.why'), cell: (s) => <Why row={s} onLift={may && !isErased(s) ? (lifts) => setAsked({ address: s.address, ...lifts }) : undefined} /> },
        ]}
      />
      {data && data.items.length > 0 && <Pager page={data} after={search.after} limit={LIMIT} onGo={(after) => setSearch((old) => ({ ...old, after }))} />}
      {all && <LiftMatching filter={{ kind: 'invalid', domain, from, to }} onClose={() => setAll(false)} />}
      {asked && <SuppressionModal {...asked} onClose={() => setAsked(null)} />}
    </Stack>
  )
}

/** An instant, chosen in the reader's own zone. */
function When({ label, onChange }: { label: string; onChange: (at: string | undefined) => void }) {
  return <TextInput w={210} type="datetime-local" label={label} onChange={(e) => onChange(e.currentTarget.value ? new Date(e.currentTarget.value).toISOString() : undefined)} />
}

function Who({ row }: { row: SuppressionRow }) {
  const { t } = useTranslation()
  return (
    <>
      {isErased(row)
        ? <Tooltip label={t('suppressions.erased_text')} events={{ hover: true, focus: true, touch: true }}><Text fz="sm" fs="italic" w="fit-content" tabIndex={0}>{t('suppressions.erased')}</Text></Tooltip>
        : <Text fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{row.address}</Text>}
      {row.contacts.length === 0 && !isErased(row) && <Text fz="xs" c="dimmed">{t('suppressions.nobody')}</Text>}
      {row.contacts.map((c) => <Text key={c.id} fz="xs"><TextLink to="/contacts/$id" params={{ id: c.id }} fz="xs">{c.name}</TextLink></Text>)}
    </>
  )
}

/** What is against the address, each with its reason and, for admins, the way to lift it. */
function Why({ row, onLift }: { row: SuppressionRow; onLift?: (lifts: Lifting) => void }) {
  const { t } = useTranslation()
  const against = [
    ...SUPPRESSIONS.filter((kind) => row[PLACE[kind]]).map((kind) => ({ label: t(`suppressions.kind.${kind}`), since: row[PLACE[kind]]!, lifts: { kind } as Lifting })),
    ...row.topics.map((topic) => ({ label: t('suppressions.topic', { topic: topic.label }), since: topic, lifts: { kind: 'opt_out', topic } as Lifting })),
  ]
  return (
    <Stack gap={6}>
      {against.map(({ label, since, lifts }) => (
        <Group key={label} gap="xs" wrap="nowrap" justify="space-between">
          <div>
            <Badge size="sm" color={lifts.kind === 'opt_out' ? 'sun' : 'clay'}>{label}</Badge>
            <Text fz="xs" c="dimmed">{said(since.reason)} · {dateTime(since.at)}</Text>
          </div>
          {onLift && <Tooltip label={t('suppressions.lift')}><ActionIcon aria-label={t('suppressions.lift_of', { address: row.address })} onClick={() => onLift(lifts)}><IconLockOpen size={16} /></ActionIcon></Tooltip>}
        </Group>
      ))}
    </Stack>
  )
}
