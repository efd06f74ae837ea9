/** A snippet: made of blocks or in its source, seen by itself, and the emails that show it. */
import { Card, Grid, List, SimpleGrid, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Email, Snippet } from '@/api/model'
import { useCan } from '@/api/session'
import { CodeEditor } from '@/components/CodeEditor'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy, type WorkingCopy } from '@/components/definition/useWorkingCopy'
import { TextLink } from '@/components/links'
import { Loaded, Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { BlocksTab } from '../blocks/BlocksTab'
import { framed, levelOf, unframed } from '../blocks/model/snippet'
import { useBlocks } from '../blocks/useBlocks'
import { EmailPreview } from '../EmailPreview'
import { showing } from './showing'

export function SnippetPage() {
  const { key } = useParams({ from: '/inside/snippets/$key' })
  return <Editor key={key} name={key} />
}

function Editor({ name }: { name: string }) {
  const { t } = useTranslation()
  const work = useWorkingCopy<Snippet>('snippet', name)
  const { body } = work
  return (
    <Page title={body?.label ?? name} back={{ to: '/snippets', label: t('snippets.title') }}>
      {work.error != null && <Problem error={work.error} retry={work.refetch} />}
      {!body && !work.error && <Waiting lines={8} />}
      {body && (
        <>
          <DefinitionBar work={work} />
          <Parts work={work} body={body} />
        </>
      )}
    </Page>
  )
}

/** The snippet as a document that can be edited and shown like an email; nobody gets it, so it needs no way out. */
function useDocument({ change }: WorkingCopy<Snippet>, body: Snippet) {
  const level = levelOf(body.mjml)
  const [written, setWritten] = useState(() => framed(body.mjml))
  const source = useMemo(() => (unframed(written, level) === body.mjml ? written : framed(body.mjml)), [written, level, body.mjml])
  const email: Email = { label: body.label, subject: body.label, operational: '-', mjml: source }
  const write = (mjml: string) => { setWritten(mjml); change({ mjml: unframed(mjml, level) }) }
  return { email, write }
}

function Parts({ work, body }: { work: WorkingCopy<Snippet>; body: Snippet }) {
  const { t } = useTranslation()
  const readOnly = !useCan()('edit_definitions')
  const [tab, setTab] = useState<string | null>('blocks')
  const [contact, setContact] = useState<string | null>(null)
  const { change } = work
  const { email, write } = useDocument(work, body)
  const blocks = useBlocks(email.mjml, write)
  const preview = <EmailPreview email={email} contact={contact} onContact={setContact} />
  return (
    <>
      <Card p="md">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
          <TextInput label={t('common.label')} readOnly={readOnly} value={body.label} onChange={(e) => change({ label: e.currentTarget.value })} />
          <TextInput label={t('snippets.description')} readOnly={readOnly} value={body.description ?? ''} onChange={(e) => change({ description: e.currentTarget.value || undefined })} />
        </SimpleGrid>
      </Card>
      <Tabs value={tab} onChange={setTab}>
        <Tabs.List mb="md">
          {(['blocks', 'preview', 'mjml'] as const).map((name) => <Tabs.Tab key={name} value={name}>{t(`emails.tab.${name}`)}</Tabs.Tab>)}
          <Tabs.Tab value="used">{t('snippets.used')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="blocks"><BlocksTab blocks={blocks} email={email} change={() => undefined} readOnly={readOnly} onSource={() => setTab('mjml')} part /></Tabs.Panel>
        <Tabs.Panel value="preview">{preview}</Tabs.Panel>
        <Tabs.Panel value="mjml">
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 6 }}><CodeEditor language="xml" label={t('emails.tab.mjml')} value={body.mjml} onChange={(mjml) => change({ mjml })} height={560} readOnly={readOnly} /></Grid.Col>
            <Grid.Col span={{ base: 12, lg: 6 }}>{preview}</Grid.Col>
          </Grid>
        </Tabs.Panel>
        <Tabs.Panel value="used"><Used name={work.key} /></Tabs.Panel>
      </Tabs>
    </>
  )
}

function Used({ name }: { name: string }) {
  const { t } = useTranslation()
  const query = useQuery(definitionsQuery<Email>('email'))
  return (
    <Card maw={860}>
      <Loaded query={query}>
        {(emails) => {
          const found = showing(emails, name)
          return (
            <Stack gap="xs">
              <Text fz="sm" c="dimmed">{t(found.length ? 'snippets.used_text' : 'snippets.unused')}</Text>
              <List fz="sm">{found.map((e) => <List.Item key={e.key}><TextLink to="/emails/$key" params={{ key: e.key }} fz="sm">{e.label}</TextLink></List.Item>)}</List>
            </Stack>
          )
        }}
      </Loaded>
    </Card>
  )
}
