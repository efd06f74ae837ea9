/** Contacts: searched, filtered, sorted and paged by the server; all of it in the address. */
import { Badge, Button, CloseButton, Drawer, Group, Pill, Select, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { IconFileExport, IconFileImport, IconFilter, IconListDetails, IconPlus, IconSearch, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ButtonLink } from '@/components/links'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactsQuery, contactsTable, type ContactSearch } from '@/api/contacts'
import { importQuery } from '@/api/imports'
import type { Filter } from '@/api/model'
import { useCan } from '@/api/session'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { countLeaves } from '@/components/filter/leaves'
import { useDefinitionOptions } from '@/components/filter/options'
import { Page } from '@/components/Page'
import { number } from '@/format'
import { useContactColumns } from './columns'
import { FilterDrawer } from './FilterDrawer'
import { ListMembers } from './ListMembers'
import { NewContact } from './NewContact'
import { useLeaving } from './useLeaving'

const LIMIT = 50

export function ContactsPage() {
  const { t } = useTranslation()
  const can = useCan()
  const search = useSearch({ from: '/inside/contacts' })
  const navigate = useNavigate({ from: '/contacts' })
  const [adding, addingDo] = useDisclosure()
  const [filtering, filteringDo] = useDisclosure()
  const [filling, fillingDo] = useDisclosure()
  const columns = useContactColumns()
  const leaving = useLeaving(search.list)
  const lists = useDefinitionOptions('list')
  const [text, setText] = useState(search.q ?? '')
  const query = useQuery(contactsQuery({ ...search, limit: LIMIT }))
  const source = useQuery({ ...importQuery(search.import ?? ''), enabled: !!search.import && can('import') }).data
  const put = (part: Partial<ContactSearch>) => void navigate({ search: (old) => ({ ...old, after: undefined, ...part }), replace: true })
  // A step of its own, that back undoes; the same heading again goes back to the usual order.
  const order = (sort: ContactSearch['sort']) => void navigate({ search: (old) => ({ ...old, after: undefined, sort: old.sort === sort ? undefined : sort }) })
  const find = useDebouncedCallback((q: string) => put({ q: q || undefined }), 250)
  const narrowed = search.q || search.filter || search.segment || search.list || search.import
  const from = Number(search.after ?? 0) || 0
  const data = query.data
  return (
    <Page
      title={t('nav.contacts')} text={t('contacts.text')} badge={data && <Badge size="lg" color="gray" className="num">{number(data.total)}</Badge>}
      actions={<>
        {search.list && can('edit_records') && <Button variant="default" leftSection={<IconListDetails size={16} />} onClick={fillingDo.open}>{t('lists.add')}</Button>}
        {data && data.total > 0 && (
          <Tooltip label={t(can('export') ? 'contacts.export_text' : 'contacts.export_masked', { n: number(data.total) })}>
            <Button component="a" href={contactsTable(search)} download variant="default" leftSection={<IconFileExport size={16} />}>{t('contacts.export')}</Button>
          </Tooltip>
        )}
        {can('import') && <ButtonLink to="/import" variant="default" leftSection={<IconFileImport size={16} />}>{t('nav.import')}</ButtonLink>}
        {can('edit_records') && <Button leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('contacts.new')}</Button>}
      </>}
    >
      <Group gap="xs">
        <TextInput
          style={{ flex: '1 1 240px' }} aria-label={t('common.search')} placeholder={t('contacts.search')} leftSection={<IconSearch size={16} />} value={text}
          onChange={(e) => { setText(e.currentTarget.value); find(e.currentTarget.value) }}
          rightSection={text && <CloseButton size="sm" aria-label={t('common.remove')} onClick={() => { setText(''); put({ q: undefined }) }} />}
        />
        <Pick kind="segment" value={search.segment} onChange={(segment) => put({ segment })} />
        <Pick kind="list" value={search.list} onChange={(list) => put({ list })} />
        <Button variant={search.filter ? 'light' : 'default'} leftSection={<IconFilter size={16} />} onClick={filteringDo.open} rightSection={search.filter && <Badge size="sm" circle>{countLeaves(search.filter)}</Badge>}>
          {t('contacts.filter')}
        </Button>
        {search.import && (
          <Pill size="md" withRemoveButton onRemove={() => put({ import: undefined })} removeButtonProps={{ 'aria-label': t('common.remove'), 'aria-hidden': false, tabIndex: 0 }}>
            {t('contacts.of_import', { name: source?.file_name ?? search.import })}
          </Pill>
        )}
        {narrowed && <Button variant="subtle" color="gray" onClick={() => { setText(''); put({ q: undefined, filter: undefined, segment: undefined, list: undefined, import: undefined }) }}>{t('contacts.clear')}</Button>}
      </Group>
      <DataTable
        label={t('nav.contacts')} columns={leaving ? [...columns, leaving] : columns} rows={data?.items} id={(c) => c.id} error={query.error} retry={() => void query.refetch()}
        sort={search.sort ?? '-created'} onSort={(sort) => order(sort as ContactSearch['sort'])}
        onOpen={(c) => void navigate({ to: '/contacts/$id', params: { id: c.id } })}
        empty={narrowed
          ? <Empty icon={IconSearch} title={t('contacts.none_match')} text={t('contacts.none_match_text')} />
          : <Empty icon={IconUsers} title={t('contacts.empty')} text={t('contacts.empty_text')} action={<ButtonLink to="/import">{t('contacts.import_first')}</ButtonLink>} />}
        paging={data && {
          total: data.total, shown: data.items.length, from,
          next: data.next ? () => put({ after: data.next! }) : undefined,
          previous: from > 0 ? () => put({ after: from > LIMIT ? String(from - LIMIT) : undefined }) : undefined,
        }}
      />
      {filling && search.list && <ListMembers list={search.list} label={lists.find((l) => l.value === search.list)?.label ?? search.list} onClose={fillingDo.close} />}
      <NewContact opened={adding} onClose={addingDo.close} />
      <Drawer opened={filtering} onClose={filteringDo.close} size={860} title={t('contacts.filter_title')}>
        <FilterDrawer value={search.filter} onApply={(filter: Filter | undefined) => { put({ filter }); filteringDo.close() }} />
      </Drawer>
    </Page>
  )
}

function Pick({ kind, value, onChange }: { kind: 'segment' | 'list'; value: string | undefined; onChange: (v: string | undefined) => void }) {
  const { t } = useTranslation()
  const label = t(kind === 'segment' ? 'contacts.by_segment' : 'contacts.by_list')
  return <Select w={190} searchable clearable aria-label={label} placeholder={label} data={useDefinitionOptions(kind)} value={value ?? null} onChange={(v) => onChange(v ?? undefined)} />
}
