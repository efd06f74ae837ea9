/** Accounts with tier and score. */
import { Badge, CloseButton, Group, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconBuilding, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountsQuery, type AccountSearch } from '@/api/accounts'
import type { AccountRow, Money, Tier } from '@/api/types'
import { RelationshipBadge, TierBadge } from '@/components/badges'
import { DataTable, type Column } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { TIERS } from '@/components/filter/ChoiceLeaves'
import { Page } from '@/components/Page'
import { country, minorDigits, number, units, word } from '@/format'

const LIMIT = 50

export function AccountsPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/inside/accounts' })
  const navigate = useNavigate({ from: '/accounts' })
  const [text, setText] = useState(search.q ?? '')
  const { data, error, refetch } = useQuery(accountsQuery({ ...search, limit: LIMIT }))
  const put = (part: Partial<AccountSearch>) => void navigate({ search: (old) => ({ ...old, after: undefined, ...part }), replace: true })
  // A step of its own, that back undoes; the same heading again goes back to the usual order.
  const order = (sort: AccountSearch['sort']) => void navigate({ search: (old) => ({ ...old, after: undefined, sort: old.sort === sort ? undefined : sort }) })
  const find = useDebouncedCallback((q: string) => put({ q: q || undefined }), 250)
  const from = Number(search.after ?? 0) || 0
  return (
    <Page title={t('nav.accounts')} text={t('accounts.text')} badge={data && <Badge size="lg" color="gray" className="num">{number(data.total)}</Badge>}>
      <Group gap="xs">
        <TextInput
          style={{ flex: '1 1 240px' }} aria-label={t('common.search')} placeholder={t('accounts.search')} leftSection={<IconSearch size={16} />} value={text}
          onChange={(e) => { setText(e.currentTarget.value); find(e.currentTarget.value) }}
          rightSection={text && <CloseButton size="sm" aria-label={t('common.remove')} onClick={() => { setText(''); put({ q: undefined }) }} />}
        />
        <Select w={180} clearable aria-label={t('contacts.tier')} placeholder={t('contacts.tier')} value={search.tier ?? null} onChange={(tier) => put({ tier: (tier as Tier) ?? undefined })} data={TIERS.map((v) => ({ value: v, label: t(`tier.${v}`) }))} />
      </Group>
      <DataTable
        label={t('nav.accounts')} columns={useColumns()} rows={data?.items} id={(a) => a.id} error={error} retry={() => void refetch()} sort={search.sort ?? 'name'}
        onSort={(sort) => order(sort as AccountSearch['sort'])} onOpen={(a) => void navigate({ to: '/accounts/$id', params: { id: a.id } })}
        empty={<Empty icon={IconBuilding} title={search.q || search.tier ? t('accounts.none_match') : t('accounts.empty')} text={t('accounts.empty_text')} />}
        paging={data && {
          total: data.total, shown: data.items.length, from,
          next: data.next ? () => put({ after: data.next! }) : undefined,
          previous: from > 0 ? () => put({ after: from > LIMIT ? String(from - LIMIT) : undefined }) : undefined,
        }}
      />
    </Page>
  )
}

const revenue = (m: Money) => units(m.minor / 10 ** minorDigits(m.currency), m.currency)

function useColumns(): Column<AccountRow>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'name', title: t('common.label'), sort: 'name', cell: (a) => (
        <>
          <TextLink to="/accounts/$id" params={{ id: a.id }} fw={600} fz="sm" c="var(--siembra-ink)">{a.name}</TextLink>
          {a.domain && <Text fz="xs" c="dimmed">{a.domain}</Text>}
        </>
      ),
    },
    {
      key: 'industry', title: t('accounts.industry'), from: 'sm', cell: (a) => (
        <>
          {a.industry ? word(a.industry) : '–'}
          {a.country && <Text fz="xs" c="dimmed">{country(a.country)}</Text>}
        </>
      ),
    },
    { key: 'employees', title: t('accounts.employees'), align: 'right', from: 'lg', cell: (a) => (a.employees === null ? '–' : number(a.employees)) },
    { key: 'revenue', title: t('accounts.revenue'), align: 'right', from: 'lg', cell: (a) => (a.annual_revenue ? revenue(a.annual_revenue) : '–') },
    { key: 'tier', title: t('contacts.tier'), cell: (a) => <TierBadge tier={a.tier} /> },
    { key: 'relationship', title: t('contacts.relationship'), from: 'md', cell: (a) => <RelationshipBadge of={a.relationship} /> },
    { key: 'score', title: t('contacts.score'), sort: '-score', align: 'right', cell: (a) => <Text span fw={600} className="num" fz="sm">{a.score}</Text> },
    { key: 'contacts', title: t('nav.contacts'), sort: '-contacts', align: 'right', from: 'sm', cell: (a) => number(a.contacts) },
    { key: 'deals', title: t('accounts.open_deals'), align: 'right', from: 'md', cell: (a) => (a.open_opportunities || '–') },
  ]
}
