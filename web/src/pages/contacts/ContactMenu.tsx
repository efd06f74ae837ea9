/** What can be done with a contact as a whole: merge with another, erase. */
import { ActionIcon, Alert, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconGitMerge, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eraseContact, mergeContact } from '@/api/contacts'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import { ContactPicker } from '@/components/ContactPicker'
import { Problem } from '@/components/Problem'

export function ContactMenu({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const [merging, mergeDo] = useDisclosure()
  const [erasing, eraseDo] = useDisclosure()
  if (!useCan()('erase_records')) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon size="lg" variant="default" aria-label={t('def.more')}><IconDots size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconGitMerge size={16} />} onClick={mergeDo.open}>{t('contacts.merge')}</Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} color="clay" onClick={eraseDo.open}>{t('contacts.erase')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MergeModal contact={contact} opened={merging} onClose={mergeDo.close} />
      <EraseModal contact={contact} opened={erasing} onClose={eraseDo.close} />
    </>
  )
}

interface Props { contact: Contact; opened: boolean; onClose: () => void }

function MergeModal({ contact, opened, onClose }: Props) {
  const { t } = useTranslation()
  const [other, setOther] = useState<string | null>(null)
  const merge = useMutation({
    mutationFn: () => mergeContact(contact.id, other!),
    onSuccess: () => { void queries.invalidateQueries(); onClose() },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={t('contacts.merge')}>
      <Stack>
        <Text fz="sm">{t('contacts.merge_text', { name: contact.name })}</Text>
        <ContactPicker label={t('contacts.merge_other')} value={other} onChange={setOther} error={other === contact.id && t('contacts.merge_same')} />
        {merge.error && <Problem error={merge.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
          <Button disabled={!other || other === contact.id} loading={merge.isPending} onClick={() => merge.mutate()}>{t('contacts.merge')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function EraseModal({ contact, opened, onClose }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const erase = useMutation({
    mutationFn: () => eraseContact(contact.id),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['contacts'] }); void navigate({ to: '/contacts' }) },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={t('contacts.erase')}>
      <Stack>
        <Alert color="clay">{t('contacts.erase_text', { name: contact.name })}</Alert>
        {erase.error && <Problem error={erase.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
          <Button color="clay" loading={erase.isPending} onClick={() => erase.mutate()}>{t('contacts.erase')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
