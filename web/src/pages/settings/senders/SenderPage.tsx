/** One domain that mail is sent from: the records to set, whether they are there, and how its mail fares. */
import { Alert, Button, Card, Stack, Stepper, Text, Title } from '@mantine/core'
import { IconRefresh, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { checkSender, deleteSender, senderQuery } from '@/api/senders'
import { useCan } from '@/api/session'
import type { SenderDomain } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { notifyProblem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { Findings } from './Findings'
import { Override } from './Override'
import { Records } from './Records'
import { Reports } from './Reports'
import { Rules } from './Rules'
import { SpfField } from './SpfField'
import { SenderState } from './state'

export function SenderPage() {
  const { domain } = useParams({ strict: false }) as { domain: string }
  const query = useQuery(senderQuery(domain))
  const { t } = useTranslation()
  const may = useCan()('edit_settings')
  const go = useNavigate()
  const check = useMutation({
    mutationFn: () => checkSender(domain),
    onSuccess: (found) => { queries.setQueryData(['senders', domain], found); void queries.invalidateQueries({ queryKey: ['senders'], exact: true }) },
    onError: notifyProblem,
  })
  const remove = useMutation({
    mutationFn: () => deleteSender(domain),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['senders'], exact: true }); void go({ to: '/settings/$section', params: { section: 'senders' } }) },
    onError: notifyProblem,
  })
  const actions = may && query.data && (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} loading={remove.isPending} onClick={() => window.confirm(t('senders.delete_sure', { domain })) && remove.mutate()}>{t('senders.delete')}</Button>
      <Button leftSection={<IconRefresh size={16} />} loading={check.isPending} onClick={() => check.mutate()}>{t('senders.check')}</Button>
    </>
  )
  return (
    <Page title={domain} text={t('senders.text')} badge={query.data && <SenderState of={query.data} />} back={{ to: '/settings/senders', label: t('settings.senders') }} actions={actions}>
      <Loaded query={query}>{(sender) => <Sender sender={sender} may={may} checking={check.isPending} onCheck={() => check.mutate()} />}</Loaded>
    </Page>
  )
}

interface Props { sender: SenderDomain; may: boolean; checking: boolean; onCheck: () => void }

function Sender({ sender, may, checking, onCheck }: Props) {
  const { t } = useTranslation()
  const step = sender.state === 'verified' ? 3 : 1
  return (
    <Stack gap="lg">
      <Stepper active={step} size="sm" allowNextStepsSelect={false} color={sender.state === 'failed' ? 'clay' : undefined}>
        <Stepper.Step label={t('senders.step.keys')} />
        <Stepper.Step label={t('senders.step.records')} />
        <Stepper.Step label={t('senders.step.verified')} />
      </Stepper>
      {sender.state === 'failed' && <Alert color="clay">{t('senders.failed')}</Alert>}
      {may && sender.state !== 'verified' && <Override sender={sender} />}
      <Part title={t('senders.records')} text={t('senders.records_text')}>
        {may && <SpfField sender={sender} />}
        <Records of={sender.records} />
      </Part>
      <Part title={t('senders.findings')} text={sender.checked_at ? <>{t('senders.checked')}: <Stamp at={sender.checked_at} /></> : t('senders.unchecked')}>
        {sender.checked_at ? <Findings of={sender.findings} /> : may && <Button w="fit-content" loading={checking} onClick={onCheck}>{t('senders.check')}</Button>}
      </Part>
      <Part title={t('senders.rules')} text={t('senders.rules_text')}><Rules of={sender.rules} /></Part>
      <Part title={t('senders.reports')} text={t('senders.reports_text')}><Reports of={sender.reports} /></Part>
    </Stack>
  )
}

function Part({ title, text, children }: { title: string; text: ReactNode; children: ReactNode }) {
  return (
    <Card component="section" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Title order={2} fz="h4">{title}</Title>
          <Text fz="sm" c="dimmed" maw={760}>{text}</Text>
        </div>
        {children}
      </Stack>
    </Card>
  )
}
