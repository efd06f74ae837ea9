/** The contacts behind a number. */
import { Drawer, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { resultContactsQuery, type Narrow } from '@/api/results'
import type { ProgramResults, ResultSlice } from '@/api/types'
import { ContactCell } from '@/components/ContactCell'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Pager } from '@/components/Pager'
import { ScoreMeter } from '@/components/ScoreMeter'
import { languageName } from '@/format'

interface Props { program: string; run?: string; narrow: Narrow; /** For names; where none is needed, none. */ results?: ProgramResults; onClose: () => void }

export function ContactsDrawer({ program, run, narrow, results, onClose }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [after, setAfter] = useState<string | undefined>()
  const { data, error, refetch } = useQuery(resultContactsQuery(program, { ...narrow, run, after }))
  const { outcome, device, cause, variant, segment, domain, link, version, language, place } = narrow
  const named = (slices?: ResultSlice[], key?: string) => slices?.find((s) => s.key === key)?.label || key
  const told = [
    outcome && t(`results.outcome.${outcome}`), device && t(`results.device.${device}`, { defaultValue: device }),
    cause && t(`results.cause.${cause}`, { defaultValue: cause }), named(results?.variants, variant), named(results?.segments, segment), domain, link,
    place && `#${place}`, version && t('results.drawn', { version }), language && languageName(language),
  ]
  return (
    <Drawer opened onClose={onClose} size={860} title={<Text fw={600}>{told.filter(Boolean).join(' · ')}</Text>}>
      <Stack gap="xs">
        <DataTable
          label={t('nav.contacts')} rows={data?.items} id={(c) => c.id} error={error} retry={() => void refetch()} empty={<Empty compact title={t('results.none')} />}
          onOpen={(c) => void navigate({ to: '/contacts/$id', params: { id: c.id } })}
          columns={[
            { key: 'contact', title: t('contacts.name'), cell: (c) => <ContactCell contact={c} /> },
            { key: 'email', title: t('sends.email'), from: 'sm', cell: (c) => <Text fz="sm">{c.email ?? '–'}</Text> },
            { key: 'score', title: t('contacts.score'), cell: (c) => <ScoreMeter scores={c.scores} total={c.total_score} /> },
          ]}
        />
        {data && data.items.length > 0 && <Pager page={data} after={after} limit={50} onGo={setAfter} />}
      </Stack>
    </Drawer>
  )
}
