/** Emails: what there is to send. */
import { Badge, Button, Select, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMail, IconPlus, IconPuzzle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ButtonLink, TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Email } from '@/api/model'
import { useCan } from '@/api/session'
import { DataTable } from '@/components/DataTable'
import { DefinitionState } from '@/components/definition/DefinitionState'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Stamp } from '@/components/Stamp'
import { useStarterWords } from './blocks/useWords'
import { copyOf, starter } from './starter'

export function EmailsPage() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const navigate = useNavigate()
  const [adding, addingDo] = useDisclosure()
  const words = useStarterWords()
  const [from, setFrom] = useState('letter')
  const query = useQuery(definitionsQuery<Email>('email'))
  const templates = query.data?.filter((e) => e.state !== 'archived') ?? []
  const begin = (label: string) => {
    const other = templates.find((e) => `email:${e.key}` === from)
    return other ? copyOf(other.body, label) : starter(label, words, from === 'blank' ? 'blank' : 'letter')
  }
  const add = may && <Button leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('emails.new')}</Button>
  return (
    <Page title={t('nav.emails')} text={t('emails.text')} actions={<><ButtonLink to="/snippets" variant="default" leftSection={<IconPuzzle size={16} />}>{t('snippets.title')}</ButtonLink>{add}</>}>
      <DataTable
        label={t('nav.emails')} rows={query.data && templates} id={(e) => e.key} error={query.error} retry={() => void query.refetch()}
        onOpen={(e) => void navigate({ to: '/emails/$key', params: { key: e.key } })} empty={<Empty icon={IconMail} title={t('emails.empty')} text={t('emails.empty_text')} action={add} />}
        columns={[
          {
            key: 'label', title: t('common.label'), cell: (e) => (
              <>
                <TextLink to="/emails/$key" params={{ key: e.key }} fw={600} fz="sm" c="var(--siembra-ink)">{e.label}</TextLink>
                {e.body.operational && <Badge size="xs" color="sky" ml={6}>{t('emails.operational')}</Badge>}
                <Text fz="xs" c="dimmed">{e.body.subject}</Text>
              </>
            ),
          },
          { key: 'from', title: t('emails.from'), from: 'md', cell: (e) => e.body.from_name || <Text span fz="sm" c="dimmed">{t('emails.instance_sender')}</Text> },
          { key: 'state', title: t('segments.state'), from: 'sm', cell: (e) => <DefinitionState row={e} /> },
          { key: 'at', title: t('segments.changed'), from: 'sm', cell: (e) => <Stamp at={e.at} /> },
        ]}
      />
      <NewDefinition kind="email" title={t('emails.new')} opened={adding} onClose={addingDo.close} body={begin} onCreated={(key) => void navigate({ to: '/emails/$key', params: { key } })}>
        <Select
          label={t('emails.begin')} searchable allowDeselect={false} value={from} onChange={(v) => v && setFrom(v)}
          data={[
            { group: t('emails.begin.new'), items: [{ value: 'letter', label: t('emails.begin.letter') }, { value: 'blank', label: t('emails.begin.blank') }] },
            { group: t('emails.begin.as'), items: templates.map((e) => ({ value: `email:${e.key}`, label: e.label })) },
          ]}
        />
      </NewDefinition>
    </Page>
  )
}
