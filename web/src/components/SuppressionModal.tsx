/** Suppresses an address, or, when one is given, lifts what is against it; either needs a reason. */
import { Alert, Button, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fieldErrors } from '@/api/problem'
import { queries } from '@/api/queries'
import { lift, suppress } from '@/api/suppressions'
import type { SuppressionKind } from '@/api/types'
import { notifyDone, Problem } from './Problem'

export const SUPPRESSIONS: SuppressionKind[] = ['blocked', 'opt_out', 'invalid']

/** What of an address is to be lifted: a kind of suppression, or one topic. */
export interface Lifting { kind: SuppressionKind; topic?: { key: string; label: string } }

interface Props extends Partial<Lifting> { address?: string; onClose: () => void }

export function SuppressionModal({ address, kind, topic, onClose }: Props) {
  const { t } = useTranslation()
  const lifting = address !== undefined
  const form = useForm({ initialValues: { address: address ?? '', kind: kind ?? ('blocked' as SuppressionKind), reason: '' } })
  const save = useMutation({
    mutationFn: lifting ? lift : suppress,
    onSuccess: () => {
      notifyDone(t(lifting ? 'suppressions.lifted' : 'suppressions.added', { address: form.values.address }))
      for (const queryKey of [['suppressions'], ['contact']]) void queries.invalidateQueries({ queryKey })
      onClose()
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <Modal opened onClose={onClose} title={t(lifting ? 'suppressions.lift' : 'suppressions.add')}>
      <form onSubmit={form.onSubmit((v) => save.mutate({ ...v, topic: topic?.key }))}>
        <Stack>
          {lifting && <Text fz="sm"><Text span fw={600} fz="sm">{address}</Text> · {topic ? t('suppressions.topic', { topic: topic.label }) : t(`suppressions.kind.${form.values.kind}`)}</Text>}
          {lifting && <Alert color="sun">{topic ? t('suppressions.lift_topic') : t(`suppressions.lift_text.${form.values.kind}`)}</Alert>}
          {!lifting && <TextInput required type="email" data-autofocus label={t('contacts.email')} {...form.getInputProps('address')} />}
          {!lifting && (
            <Radio.Group label={t('suppressions.why')} {...form.getInputProps('kind')}>
              <Stack gap="xs" mt={6}>{SUPPRESSIONS.map((k) => <Radio key={k} value={k} label={t(`suppressions.kind.${k}`)} description={t(`suppressions.means.${k}`)} />)}</Stack>
            </Radio.Group>
          )}
          <Textarea
            required data-autofocus={lifting || undefined} autosize minRows={2} maxLength={200} label={t('suppressions.reason')} {...form.getInputProps('reason')}
            description={t(lifting ? 'suppressions.lift_reason' : 'suppressions.add_reason')}
          />
          {save.error && <Problem error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" disabled={!form.values.reason.trim()} loading={save.isPending}>{t(lifting ? 'suppressions.lift' : 'suppressions.add')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
