/** An email: made of blocks or in its source, seen as a chosen contact would see it. */
import { Button, Grid, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSend } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { useCan } from '@/api/session'
import { CodeEditor } from '@/components/CodeEditor'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy, type WorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { SendsTable } from '@/components/SendsTable'
import { CheckTab } from './CheckTab'
import { BlocksTab } from './blocks/BlocksTab'
import { useBlocks } from './blocks/useBlocks'
import { EmailPreview } from './EmailPreview'
import { EmailSettings } from './EmailSettings'
import { EnvelopeFields } from './EnvelopeFields'
import { LanguageBar } from './LanguageBar'
import { TestModal } from './TestModal'
import { inLanguage, worded } from './wording'

export function EmailPage() {
  const { key } = useParams({ from: '/inside/emails/$key' })
  return <Editor key={key} name={key} />
}

function Editor({ name }: { name: string }) {
  const { t } = useTranslation()
  const can = useCan()
  const work = useWorkingCopy<Email>('email', name)
  const [contact, setContact] = useState<string | null>(null)
  const [language, setLanguage] = useState<string | null>(null)
  const [testing, testingDo] = useDisclosure()
  const { body } = work
  // Discarding may take a language away.
  const written = language !== null && body?.languages?.[language] ? language : null
  return (
    <Page
      title={body?.label ?? name} back={{ to: '/emails', label: t('nav.emails') }}
      actions={body && can('send') && <Button variant="default" leftSection={<IconSend size={16} />} onClick={testingDo.open}>{t('emails.test')}</Button>}
    >
      {work.error != null && <Problem error={work.error} retry={work.refetch} />}
      {!body && !work.error && <Waiting lines={10} />}
      {body && (
        <>
          <DefinitionBar work={work} />
          <Parts work={work} body={body} contact={contact} onContact={setContact} language={written} onLanguage={setLanguage} />
          <TestModal work={work} contact={contact} language={written} opened={testing} onClose={testingDo.close} />
        </>
      )}
    </Page>
  )
}

interface PartsProps {
  work: WorkingCopy<Email>; body: Email; contact: string | null; onContact: (id: string | null) => void
  language: string | null; onLanguage: (language: string | null) => void
}

function Parts(props: PartsProps) {
  const { work, body, language, onLanguage } = props
  const readOnly = !useCan()('edit_definitions')
  const [tab, setTab] = useState<string | null>('blocks')
  return (
    <>
      <LanguageBar email={body} language={language} onLanguage={onLanguage} change={work.change} readOnly={readOnly} />
      <Wording key={language ?? ''} {...props} readOnly={readOnly} tab={tab} onTab={setTab} />
    </>
  )
}

interface WordingProps extends PartsProps { readOnly: boolean; tab: string | null; onTab: (tab: string | null) => void }

/** The text of one language, and what all languages share. */
function Wording({ work, body: whole, contact, onContact, language, readOnly, tab, onTab }: WordingProps) {
  const { t } = useTranslation()
  const can = useCan()
  const body = inLanguage(whole, language)
  const change = (part: Partial<Email>) => work.change(worded(whole, language, part))
  const blocks = useBlocks(body.mjml, (mjml) => change({ mjml }))
  const preview = <EmailPreview email={whole} language={language} contact={contact} onContact={onContact} told={work.dirty ? [] : work.findings} />
  return (
    <>
      <EnvelopeFields email={body} change={change} />
      <Tabs value={tab} onChange={onTab}>
        <Tabs.List mb="md">
          {(['blocks', 'preview', 'mjml', 'text', 'settings'] as const).map((name) => <Tabs.Tab key={name} value={name}>{t(`emails.tab.${name}`)}</Tabs.Tab>)}
          {!readOnly && <Tabs.Tab value="check">{t('preflight.title')}</Tabs.Tab>}
          {can('read_sends') && <Tabs.Tab value="sends">{t('sends.title')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="blocks"><BlocksTab blocks={blocks} email={body} change={change} readOnly={readOnly} onSource={() => onTab('mjml')} /></Tabs.Panel>
        <Tabs.Panel value="preview">{preview}</Tabs.Panel>
        <Tabs.Panel value="mjml">
          <Beside preview={preview}><CodeEditor language="xml" label={t('emails.tab.mjml')} value={body.mjml} onChange={(mjml) => change({ mjml })} height={620} readOnly={readOnly} /></Beside>
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <Beside preview={preview}><CodeEditor language="text" label={t('emails.tab.text')} value={body.text ?? ''} placeholder={t('emails.text_hint')} onChange={(text) => change({ text: text || undefined })} height={560} readOnly={readOnly} /></Beside>
        </Tabs.Panel>
        <Tabs.Panel value="settings"><Beside preview={preview}><EmailSettings email={body} change={change} /></Beside></Tabs.Panel>
        {!readOnly && <Tabs.Panel value="check">{tab === 'check' && <CheckTab work={work} />}</Tabs.Panel>}
        {can('read_sends') && <Tabs.Panel value="sends"><SendsTable email={work.key} /></Tabs.Panel>}
      </Tabs>
    </>
  )
}

function Beside({ children, preview }: { children: ReactNode; preview: ReactNode }) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 6 }}>{children}</Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>{preview}</Grid.Col>
    </Grid>
  )
}
