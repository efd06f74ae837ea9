/** Domains that mail is sent from, and the first step of setting one up. */
import { Autocomplete, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconAt, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { addSender, sendersQuery } from '@/api/senders'
import { useCan } from '@/api/session'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { TextLink } from '@/components/links'
import { Problem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { SenderState } from './state'

/** What well-known providers ask to have in SPF. */
export const PROVIDERS = [
  'include:amazonses.com', 'include:sendgrid.net', 'include:mailgun.org', 'include:spf.mtasv.net', 'include:sparkpostmail.com', 'include:_spf.google.com', 'include:spf.protection.outlook.com',
]

export function SendersSection() {
  const { t } = useTranslation()
  const query = useQuery(sendersQuery)
  const may = useCan()('edit_settings')
  const [adding, setAdding] = useState(false)
  const add = may && <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>{t('senders.add')}</Button>
  return (
    <Stack gap="sm">
      {query.data && query.data.length > 0 && <Group justify="flex-end">{add}</Group>}
      <DataTable
        label={t('settings.senders')} rows={query.data} id={(s) => s.domain} error={query.error} retry={() => void query.refetch()}
        empty={<Empty icon={IconAt} title={t('senders.empty')} text={t('senders.empty_text')} action={add || undefined} />}
        columns={[
          { key: 'domain', title: t('senders.domain'), cell: (s) => <TextLink to="/settings/senders/$domain" params={{ domain: s.domain }} fw={600}>{s.domain}</TextLink> },
          { key: 'state', title: t('senders.state'), cell: (s) => <Group gap={6}><SenderState of={s} /></Group> },
          { key: 'found', title: t('senders.findings'), from: 'sm', cell: (s) => <Text fz="sm">{s.checked_at ? t('senders.found', { wrong: s.wrong, advice: s.advice }) : '–'}</Text> },
          { key: 'checked', title: t('senders.checked'), from: 'sm', cell: (s) => <Stamp at={s.checked_at} /> },
        ]}
      />
      {adding && <AddModal onClose={() => setAdding(false)} />}
    </Stack>
  )
}

function AddModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [domain, setDomain] = useState('')
  const [spf, setSpf] = useState('')
  const add = useMutation({
    mutationFn: () => addSender({ domain, spf: spf.trim() || undefined }),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['senders'] })
      void go({ to: '/settings/senders/$domain', params: { domain: made.domain } })
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('senders.add')}>
      <form onSubmit={(e) => { e.preventDefault(); add.mutate() }}>
        <Stack>
          <TextInput required data-autofocus label={t('senders.domain')} description={t('senders.domain_text')} placeholder="example.com" value={domain} onChange={(e) => setDomain(e.currentTarget.value)} />
          <Autocomplete label={t('senders.spf')} description={t('senders.spf_text')} placeholder="include:spf.example.net" value={spf} onChange={setSpf} data={PROVIDERS} />
          {add.error && <Problem error={add.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('common.cancel')}</Button><Button type="submit" disabled={!domain.trim()} loading={add.isPending}>{t('senders.make_keys')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
