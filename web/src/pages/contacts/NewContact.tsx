/** Adds one contact by hand. */
import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { createContact } from '@/api/contacts'
import { fieldErrors } from '@/api/problem'
import { queries } from '@/api/queries'
import { Problem } from '@/components/Problem'

const NAMES = ['first_name', 'last_name', 'job_title', 'company', 'phone'] as const

export function NewContact({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const form = useForm({ initialValues: { email: '', first_name: '', last_name: '', job_title: '', company: '', phone: '', consent_basis: '' } })
  const create = useMutation({
    mutationFn: ({ email, consent_basis, ...rest }: typeof form.values) =>
      createContact({
        email: email || undefined, consent_basis: consent_basis || undefined,
        fields: Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== '')),
      }),
    onSuccess: (contact) => {
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      form.reset()
      onClose()
      void navigate({ to: '/contacts/$id', params: { id: contact.id } })
    },
    onError: (error) => form.setErrors(Object.fromEntries(Object.entries(fieldErrors(error)).map(([k, v]) => [k.replace(/^fields\./, ''), v]))),
  })
  return (
    <Modal opened={opened} onClose={onClose} title={t('contacts.new')} size="lg">
      <form onSubmit={form.onSubmit((v) => create.mutate(v))}>
        <Stack>
          <TextInput type="email" label={t('contacts.email')} data-autofocus {...form.getInputProps('email')} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {NAMES.map((name) => <TextInput key={name} label={t(`contacts.field.${name}`)} {...form.getInputProps(name)} />)}
          </SimpleGrid>
          <TextInput label={t('contacts.consent_basis')} description={t('contacts.consent_basis_hint')} {...form.getInputProps('consent_basis')} />
          {create.error && <Problem error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={create.isPending}>{t('common.create')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
