/** Marketing consent: how it stands, its proof, and changing it. */
import { Badge, Button, Card, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeConsent } from '@/api/contacts'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import { Problem } from '@/components/Problem'
import { date } from '@/format'

const COLOR = { given: 'campo', withdrawn: 'clay', none: 'gray' } as const

export function ConsentCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const may = useCan()('edit_records')
  const [opened, { open, close }] = useDisclosure()
  const [basis, setBasis] = useState('')
  const { state, history } = contact.consent
  const give = state !== 'given'
  const change = useMutation({
    mutationFn: () => changeConsent(contact.id, give, basis),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['contact', contact.id] })
      setBasis('')
      close()
    },
  })
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('consent.title')}</Title>
        <Badge color={COLOR[state]}>{t(`consent.${state}`)}</Badge>
      </Group>
      <Stack gap={4}>
        {history.length === 0 && <Text fz="sm" c="dimmed">{t('consent.no_history')}</Text>}
        {history.slice(0, 5).map((h, i) => (
          <Text key={i} fz="sm">{date(h.at)} · {t(h.given ? 'kind.consent_given' : 'kind.consent_withdrawn')}<Text span c="dimmed" fz="sm"> · {[h.basis, h.source, h.user].filter(Boolean).join(' · ')}</Text></Text>
        ))}
      </Stack>
      {may && <Button mt="sm" size="xs" variant="default" onClick={open}>{t(give ? 'consent.record' : 'consent.withdraw')}</Button>}
      <Modal opened={opened} onClose={close} title={t(give ? 'consent.record' : 'consent.withdraw')}>
        <form onSubmit={(e) => { e.preventDefault(); change.mutate() }}>
          <Stack>
            <TextInput required data-autofocus label={t('consent.basis')} description={t('consent.basis_hint')} value={basis} onChange={(e) => setBasis(e.currentTarget.value)} />
            {change.error && <Problem error={change.error} />}
            <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common.cancel')}</Button><Button type="submit" loading={change.isPending}>{t('common.save')}</Button></Group>
          </Stack>
        </form>
      </Modal>
    </Card>
  )
}
