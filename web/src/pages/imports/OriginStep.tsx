/** Where the rows come from, what they join, and on what consent rests; then the import starts. */
import { Autocomplete, Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import { startImport } from '@/api/imports'
import type { Settings } from '@/api/model'
import { fieldErrors } from '@/api/problem'
import { queries } from '@/api/queries'
import type { ImportView } from '@/api/types'
import { useDefinitionOptions } from '@/components/filter/options'
import { Problem } from '@/components/Problem'

export function OriginStep({ file, onBack }: { file: ImportView; onBack: () => void }) {
  const { t } = useTranslation()
  const lists = useDefinitionOptions('list')
  const programs = useDefinitionOptions('program')
  const settings = useQuery(definitionsQuery<Settings>('settings')).data?.[0]?.body
  const people = file.object === 'contacts' || file.object === 'leads'
  const form = useForm({ initialValues: { source: '', list: null as string | null, program: null as string | null, consent_basis: '' } })
  const start = useMutation({
    mutationFn: (v: typeof form.values) => startImport(file.id, { source: v.source, list: v.list ?? undefined, program: v.program ?? undefined, consent_basis: v.consent_basis || undefined }),
    onSuccess: (view) => { queries.setQueryData(['import', file.id], view); void queries.invalidateQueries({ queryKey: ['imports'] }) },
    onError: (e) => form.setErrors(fieldErrors(e)),
  })
  return (
    <form onSubmit={form.onSubmit((v) => start.mutate(v))}>
      <Stack>
        <Card>
          <Title order={2}>{t('imports.origin_title')}</Title>
          <Text fz="sm" c="dimmed" mb="md">{t('imports.origin_text')}</Text>
          <Stack maw={560}>
            <Autocomplete label={t('imports.source')} description={t('imports.source_hint')} required data={settings?.marketing_sources ?? []} {...form.getInputProps('source')} />
            {people && (
              <>
                <Select label={t('imports.list')} placeholder={t('common.none')} clearable searchable data={lists} {...form.getInputProps('list')} />
                <Select label={t('imports.program')} placeholder={t('common.none')} clearable searchable data={programs} {...form.getInputProps('program')} />
                <Autocomplete label={t('contacts.consent_basis')} description={t('contacts.consent_basis_hint')} data={[t('imports.basis.form'), t('imports.basis.customer'), t('imports.basis.event')]} {...form.getInputProps('consent_basis')} />
              </>
            )}
          </Stack>
        </Card>
        {start.error && <Problem error={start.error} />}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>{t('imports.back')}</Button>
          <Button type="submit" loading={start.isPending}>{t('imports.start')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
