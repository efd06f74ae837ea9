/** An email: its source beside what a chosen contact would see. */
import { Button, Grid, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSend } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { useCan } from '@/api/session'
import { CodeEditor } from '@/components/CodeEditor'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { SendsTable } from '@/components/SendsTable'
import { EmailPreview } from './EmailPreview'
import { EmailSettings } from './EmailSettings'
import { EnvelopeFields } from './EnvelopeFields'
import { TestModal } from './TestModal'

export function EmailPage() {
  const { key } = useParams({ from: '/inside/emails/$key' })
  return <Editor key={key} name={key} />
}

function Editor({ name }: { name: string }) {
  const { t } = useTranslation()
  const can = useCan()
  const work = useWorkingCopy<Email>('email', name)
  const [contact, setContact] = useState<string | null>(null)
  const [testing, testingDo] = useDisclosure()
  const { body, change } = work
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
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 6 }}>
              <EnvelopeFields email={body} change={change} />
              <Tabs defaultValue="mjml" mt="md">
                <Tabs.List mb="xs">
                  <Tabs.Tab value="mjml">{t('emails.tab.mjml')}</Tabs.Tab>
                  <Tabs.Tab value="text">{t('emails.tab.text')}</Tabs.Tab>
                  <Tabs.Tab value="settings">{t('emails.tab.settings')}</Tabs.Tab>
                  {can('read_sends') && <Tabs.Tab value="sends">{t('sends.title')}</Tabs.Tab>}
                </Tabs.List>
                <Tabs.Panel value="mjml"><CodeEditor language="xml" label={t('emails.tab.mjml')} value={body.mjml} onChange={(mjml) => change({ mjml })} height={560} readOnly={!can('edit_definitions')} /></Tabs.Panel>
                <Tabs.Panel value="text"><CodeEditor language="text" label={t('emails.tab.text')} value={body.text ?? ''} placeholder={t('emails.text_hint')} onChange={(text) => change({ text: text || undefined })} height={560} /></Tabs.Panel>
                <Tabs.Panel value="settings"><EmailSettings email={body} change={change} /></Tabs.Panel>
                {can('read_sends') && <Tabs.Panel value="sends"><SendsTable email={name} /></Tabs.Panel>}
              </Tabs>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 6 }}><EmailPreview email={body} contact={contact} onContact={setContact} /></Grid.Col>
          </Grid>
          <TestModal work={work} contact={contact} opened={testing} onClose={testingDo.close} />
        </>
      )}
    </Page>
  )
}
