/** Snippets: what many emails say, kept in one place. */
import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconPuzzle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Email, Snippet } from '@/api/model'
import { useCan } from '@/api/session'
import { DataTable } from '@/components/DataTable'
import { DefinitionState } from '@/components/definition/DefinitionState'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { Empty } from '@/components/Empty'
import { TextLink } from '@/components/links'
import { Page } from '@/components/Page'
import { Stamp } from '@/components/Stamp'
import { showing } from './showing'

const BEGIN = `<mj-section background-color="#ffffff">
  <mj-column>
    <mj-text>…</mj-text>
  </mj-column>
</mj-section>
`

export function SnippetsPage() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const navigate = useNavigate()
  const [adding, addingDo] = useDisclosure()
  const query = useQuery(definitionsQuery<Snippet>('snippet'))
  const { data: emails } = useQuery(definitionsQuery<Email>('email'))
  const add = may && <Button leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('snippets.new')}</Button>
  return (
    <Page title={t('snippets.title')} text={t('snippets.text')} back={{ to: '/emails', label: t('nav.emails') }} actions={add}>
      <DataTable
        label={t('snippets.title')} rows={query.data?.filter((s) => s.state !== 'archived')} id={(s) => s.key} error={query.error} retry={() => void query.refetch()}
        onOpen={(s) => void navigate({ to: '/snippets/$key', params: { key: s.key } })} empty={<Empty icon={IconPuzzle} title={t('snippets.empty')} text={t('snippets.empty_text')} action={add} />}
        columns={[
          {
            key: 'label', title: t('common.label'), cell: (s) => (
              <>
                <TextLink to="/snippets/$key" params={{ key: s.key }} fw={600} fz="sm" c="var(--siembra-ink)">{s.label}</TextLink>
                {s.body.description && <Text fz="xs" c="dimmed">{s.body.description}</Text>}
              </>
            ),
          },
          { key: 'used', title: t('snippets.used'), cell: (s) => (emails ? t('snippets.emails', { count: showing(emails, s.key).length }) : '') },
          { key: 'state', title: t('segments.state'), from: 'sm', cell: (s) => <DefinitionState row={s} /> },
          { key: 'at', title: t('segments.changed'), from: 'sm', cell: (s) => <Stamp at={s.at} /> },
        ]}
      />
      <NewDefinition kind="snippet" title={t('snippets.new')} opened={adding} onClose={addingDo.close} body={(label) => ({ label, mjml: BEGIN })} onCreated={(key) => void navigate({ to: '/snippets/$key', params: { key } })} />
    </Page>
  )
}
