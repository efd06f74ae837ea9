/** The members of a program by status. */
import { Badge, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { membersQuery } from '@/api/programs'
import type { ProgramView } from '@/api/types'
import { ContactCell } from '@/components/ContactCell'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Pager } from '@/components/Pager'
import { ScoreMeter } from '@/components/ScoreMeter'
import { Stamp } from '@/components/Stamp'

interface Props {
  program: ProgramView
  /** Key of the status that is shown; all of them when absent. */
  status: string | undefined
  onStatus: (status: string | undefined) => void
}

export function MembersTab({ program, status, onStatus }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  // Of another status, the list begins anew.
  const [turned, setTurned] = useState<{ status?: string; after?: string }>({})
  const after = turned.status === status ? turned.after : undefined
  const { data, error, refetch } = useQuery(membersQuery(program.key, { status, after }))
  return (
    <Stack gap="sm">
      <Select w={240} clearable aria-label={t('filter.status')} placeholder={t('filter.any_status')} value={status ?? null} onChange={(s) => onStatus(s ?? undefined)} data={program.statuses.map((s) => ({ value: s.key, label: `${s.label} (${s.members})` }))} />
      <DataTable
        label={t('programs.tab.members')} rows={data?.items} id={(m) => m.contact.id} error={error} retry={() => void refetch()}
        onOpen={(m) => void navigate({ to: '/contacts/$id', params: { id: m.contact.id } })} empty={<Empty title={t('programs.no_members')} />}
        columns={[
          { key: 'contact', title: t('contacts.name'), cell: (m) => <ContactCell contact={m.contact} /> },
          { key: 'status', title: t('filter.status'), cell: (m) => <Badge color={m.success ? 'campo' : 'gray'}>{m.status_label}</Badge> },
          { key: 'score', title: t('contacts.score'), from: 'sm', cell: (m) => <ScoreMeter scores={m.contact.scores} total={m.contact.total_score} /> },
          { key: 'last', title: t('contacts.last_activity'), from: 'sm', cell: (m) => <Stamp at={m.contact.last_activity} /> },
        ]}
      />
      {data && data.items.length > 0 && <Pager page={data} after={after} limit={50} onGo={(to) => setTurned({ status, after: to })} />}
    </Stack>
  )
}
