/** Publishing: the note that history will show. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNeedsSecond } from '@/api/approvals'
import { notifyDone, Problem } from '@/components/Problem'
import type { WorkingCopy } from './useWorkingCopy'

export function PublishModal<B>({ work, opened, onClose }: { work: WorkingCopy<B>; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const { publish, definition } = work
  const needs = useNeedsSecond()
  const second = ['email', 'program', 'snippet', 'asset'].includes(work.kind) && needs('publishing')
  const go = () =>
    publish.mutate(note, {
      onSuccess: (asked) => {
        notifyDone(asked ? t('approvals.asked') : t('def.published_done', { label: definition?.label ?? '' }))
        setNote('')
        onClose()
      },
    })
  return (
    <Modal opened={opened} onClose={onClose} title={t('def.publish_title', { label: definition?.label ?? '' })}>
      <form onSubmit={(e) => { e.preventDefault(); go() }}>
        <Stack>
          <Text fz="sm" c="dimmed">{t(second ? 'approvals.publish_text' : 'def.publish_text')}</Text>
          <Textarea label={t('def.note')} placeholder={t('def.note_hint')} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={2} data-autofocus />
          {publish.error != null && <Problem error={publish.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={publish.isPending}>{t(second ? 'approvals.ask' : 'def.publish')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
