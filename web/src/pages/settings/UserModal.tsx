/** A user: name, team, role, password, active or not. */
import { Button, Group, Modal, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fieldErrors } from '@/api/problem'
import { queries } from '@/api/queries'
import { createUser, patchUser } from '@/api/settings'
import type { Role, User } from '@/api/types'
import { Problem } from '@/components/Problem'

const ROLES: Role[] = ['admin', 'marketer', 'sales', 'analyst']

export function UserModal({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: { email: user?.email ?? '', name: user?.name ?? '', team: user?.team ?? '', role: user?.role ?? ('marketer' as Role), password: '', active: user?.active ?? true } })
  const save = useMutation({
    mutationFn: ({ email, password, active, ...rest }: typeof form.values) =>
      user ? patchUser(user.id, { ...rest, active, password: password || undefined }) : createUser({ ...rest, email, password }),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['users'] }); onClose() },
    onError: (e) => form.setErrors(fieldErrors(e)),
  })
  return (
    <Modal opened onClose={onClose} title={user ? user.name : t('users.new')}>
      <form onSubmit={form.onSubmit((v) => save.mutate(v))}>
        <Stack>
          <TextInput required data-autofocus label={t('common.label')} autoComplete="off" {...form.getInputProps('name')} />
          <TextInput required type="email" label={t('contacts.email')} autoComplete="off" disabled={!!user} {...form.getInputProps('email')} />
          <TextInput label={t('users.team')} {...form.getInputProps('team')} />
          <Select label={t('users.role')} description={t(`users.role_text.${form.values.role}`)} allowDeselect={false} data={ROLES.map((r) => ({ value: r, label: t(`role.${r}`) }))} {...form.getInputProps('role')} />
          <PasswordInput required={!user} minLength={12} autoComplete="new-password" label={t(user ? 'users.new_password' : 'signin.password')} description={t('users.password_text')} {...form.getInputProps('password')} />
          {user && <Switch label={t('users.active')} {...form.getInputProps('active', { type: 'checkbox' })} />}
          {save.error && <Problem error={save.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('common.cancel')}</Button><Button type="submit" loading={save.isPending}>{t('common.save')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
