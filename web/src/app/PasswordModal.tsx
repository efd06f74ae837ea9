/** Changing one's own password; all of one's sessions end with it. */
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fieldErrors } from '@/api/problem'
import { changePassword, useSession } from '@/api/session'
import { Problem } from '@/components/Problem'

export function PasswordModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const form = useForm({
    initialValues: { current: '', new: '', again: '' },
    validate: { again: (again, all) => (again === all.new ? null : t('password.differ')) },
  })
  const change = useMutation({
    mutationFn: (v: typeof form.values) => changePassword(v.current, v.new),
    onError: (error) => form.setErrors(fieldErrors(error)),
  })
  return (
    <Modal opened onClose={onClose} title={t('shell.password')}>
      <form onSubmit={form.onSubmit((v) => change.mutate(v))}>
        <Stack>
          <input type="email" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordInput required data-autofocus autoComplete="current-password" label={t('password.current')} {...form.getInputProps('current')} />
          <PasswordInput required minLength={12} autoComplete="new-password" label={t('password.new')} description={t('users.password_text')} {...form.getInputProps('new')} />
          <PasswordInput required autoComplete="new-password" label={t('password.again')} {...form.getInputProps('again')} />
          <Text fz="sm" c="dimmed">{t('password.text')}</Text>
          {change.error && <Problem error={change.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('common.cancel')}</Button><Button type="submit" loading={change.isPending}>{t('password.change')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
