/** Sends a test of the draft to a few addresses. */
import { Button, Group, Modal, Stack, TagsInput, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { testEmail } from '@/api/emails'
import type { Email } from '@/api/model'
import { useSession } from '@/api/session'
import type { WorkingCopy } from '@/components/definition/useWorkingCopy'
import { notifyDone, Problem } from '@/components/Problem'

interface Props { work: WorkingCopy<Email>; contact: string | null; language: string | null; opened: boolean; onClose: () => void }

export function TestModal({ work, contact, language, opened, onClose }: Props) {
  const { t } = useTranslation()
  const { user } = useSession()
  const [to, setTo] = useState([user.email])
  const send = useMutation({
    mutationFn: async () => {
      await work.save.mutateAsync()
      return testEmail(work.key, to, { contact, language: contact ? null : language }, work.dirty || !!work.definition?.draft)
    },
    onSuccess: ({ sent }) => { notifyDone(t('emails.test_sent', { to: sent.join(', ') })); onClose() },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={t('emails.test')}>
      <form onSubmit={(e) => { e.preventDefault(); send.mutate() }}>
        <Stack>
          <Text fz="sm" c="dimmed">{t('emails.test_text')}</Text>
          <TagsInput label={t('emails.test_to')} data-autofocus maxTags={5} acceptValueOnBlur value={to} onChange={setTo} />
          {send.error && <Problem error={send.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" disabled={to.length === 0} loading={send.isPending}>{t('emails.test_send')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
