/** Adding contacts to a list by hand, one after another. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactsQuery } from '@/api/contacts'
import { setMember } from '@/api/lists'
import { ContactPicker } from '@/components/ContactPicker'
import { Problem } from '@/components/Problem'
import { number } from '@/format'

interface Props { list: string; label: string; onClose: () => void }

export function ListMembers({ list, label, onClose }: Props) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [added, setAdded] = useState(0)
  const members = useQuery(contactsQuery({ list, limit: 1 }))
  const add = useMutation({
    mutationFn: (contact: string) => setMember(list, contact, true),
    onSuccess: () => { setAdded(added + 1); setChosen(null) },
  })
  return (
    <Modal opened onClose={onClose} title={t('lists.add_to', { label })}>
      <form onSubmit={(e) => { e.preventDefault(); if (chosen) add.mutate(chosen) }}>
        <Stack>
          <ContactPicker key={added} data-autofocus label={t('contacts.one')} placeholder={t('contacts.search')} value={chosen} onChange={setChosen} />
          <Text fz="sm" c="dimmed" role="status">{t('lists.has', { n: number(members.data?.total ?? 0) })}{added > 0 && ` · ${t('lists.added', { count: added })}`}</Text>
          {add.error && <Problem error={add.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.close')}</Button>
            <Button type="submit" disabled={!chosen} loading={add.isPending}>{t('common.add')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
