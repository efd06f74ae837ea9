/** Finds a contact, an account, a deal, an email or a snippet by its name, or any record by its id, from anywhere (Ctrl K). */
import { Loader, Select, Text } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '@/api/accounts'
import { contactsQuery } from '@/api/contacts'
import { definitionsQuery } from '@/api/definitions'
import { opportunitiesQuery } from '@/api/opportunities'
import type { DefinitionRow } from '@/api/types'
import { money } from '@/format'

/** The page of a record by the first letters of its id. */
const PAGES = { con: '/contacts/$id', acc: '/accounts/$id', lea: '/leads/$id', opp: '/opportunities/$id' } as const
const MOST = { contacts: 4, accounts: 3, deals: 3, written: 3 }
/** What is written is opened by its key. */
const WRITTEN = { email: '/emails/$key', snippet: '/snippets/$key' } as const

const pageOf = (id: string) => PAGES[id.slice(0, 3) as keyof typeof PAGES]

export function QuickFind() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 200)
  const q = settled || undefined
  useHotkeys([['mod+K', () => input.current?.focus()]], [])
  const contacts = useQuery(contactsQuery({ q, limit: MOST.contacts, sort: '-last_activity' }))
  const accounts = useQuery({ ...accountsQuery({ q, limit: MOST.accounts }), enabled: !!q })
  const deals = useQuery({ ...opportunitiesQuery({ q, limit: MOST.deals }), enabled: !!q })
  const emails = useQuery({ ...definitionsQuery('email'), enabled: !!q })
  const snippets = useQuery({ ...definitionsQuery('snippet'), enabled: !!q })
  const under = new Map<string, string>()
  const named = (kind: keyof typeof WRITTEN, rows: DefinitionRow[] | undefined) =>
    (q ? rows ?? [] : []).filter((d) => d.state !== 'archived' && d.label.toLowerCase().includes(q!.toLowerCase())).slice(0, MOST.written).map((d) => ({ value: `${kind}:${d.key}`, label: d.label }))
  const note = <T extends { id: string; name: string }>(rows: T[] | undefined, more: (row: T) => (string | null | undefined)[]) =>
    (rows ?? []).map((row) => { under.set(row.id, more(row).filter(Boolean).join(' · ')); return { value: row.id, label: row.name } })
  const groups = [
    { group: t('nav.contacts'), items: note(contacts.data?.items, (c) => [c.job_title, c.company ?? c.account?.name, c.email]) },
    { group: t('nav.accounts'), items: q ? note(accounts.data?.items, (a) => [a.industry, a.domain]) : [] },
    { group: t('opportunities.title'), items: q ? note(deals.data?.items, (o) => [t(`outcome.${o.outcome}`), o.amount && money(o.amount, 0), o.account?.name]) : [] },
    { group: t('nav.emails'), items: named('email', emails.data) },
    { group: t('snippets.title'), items: named('snippet', snippets.data) },
    { group: t('find.by_id'), items: /^(con|acc|lea|opp)_[0-9a-z]{8}$/.test(settled) && !under.has(settled) ? [{ value: settled, label: settled }] : [] },
  ]
  const open = (id: string) => {
    const [kind, key] = id.split(':')
    if (key) void navigate({ to: WRITTEN[kind as keyof typeof WRITTEN], params: { key } })
    else if (pageOf(id)) void navigate({ to: pageOf(id), params: { id } })
  }
  const busy = text !== '' && [contacts, accounts, deals].some((query) => query.isFetching)
  return (
    <Select
      ref={input} searchable value={null} onSearchChange={setText} w={340} visibleFrom="md" aria-label={t('shell.find')} placeholder={t('shell.find_hint')} maxDropdownHeight={620}
      leftSection={<IconSearch size={16} aria-hidden />} rightSection={busy ? <Loader size={14} /> : <span />} data={groups.filter((g) => g.items.length > 0)} filter={({ options }) => options}
      nothingFoundMessage={t('find.nothing')} onChange={(id) => id && open(id)}
      renderOption={({ option }) => (
        <div style={{ maxWidth: 300 }}>
          <Text fz="sm" fw={550} truncate>{option.label}</Text>
          <Text fz="xs" c="dimmed" truncate>{under.get(option.value)}</Text>
        </div>
      )}
    />
  )
}
