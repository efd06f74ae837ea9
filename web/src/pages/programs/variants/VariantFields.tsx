/** What makes one variant different. What is left empty is as the program's email has it. */
import { ActionIcon, Badge, Group, Paper, Select, SimpleGrid, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Variant } from '@/api/model'
import { useDefinitionOptions } from '@/components/filter/options'
import { NumberField } from '@/components/NumberField'

interface Props { variant: Variant; first: boolean; onChange: (part: Partial<Variant>) => void; onRemove?: () => void }

export function VariantFields({ variant: v, first, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const emails = useDefinitionOptions('email')
  const text = (name: 'subject' | 'from_name' | 'from_address') => ({ value: v[name] ?? '', onChange: (e: { currentTarget: { value: string } }) => onChange({ [name]: e.currentTarget.value || undefined }) })
  return (
    <Paper withBorder p="sm" role="group" aria-label={v.label}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Group gap="xs"><Badge color="campo" variant="light" tt="none">{v.key}</Badge><TextInput size="xs" aria-label={t('common.label')} value={v.label} onChange={(e) => onChange({ label: e.currentTarget.value })} />{first && <Badge variant="light" color="gray">{t('variants.control')}</Badge>}</Group>
        {onRemove && <ActionIcon variant="subtle" color="gray" aria-label={t('variants.remove', { label: v.label })} onClick={onRemove}><IconTrash size={16} /></ActionIcon>}
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t('emails.subject')} placeholder={t('variants.as_email')} {...text('subject')} />
        <Select label={t('variants.email')} placeholder={t('variants.as_program')} clearable searchable data={emails} value={v.email || null} onChange={(email) => onChange({ email: email ?? undefined })} />
        <TextInput label={t('variants.from_name')} placeholder={t('variants.as_email')} {...text('from_name')} />
        <TextInput label={t('variants.from_address')} placeholder={t('variants.as_email')} {...text('from_address')} />
        <NumberField label={t('variants.hour')} description={t('variants.hour_text')} placeholder={t('variants.at_once')} min={0} max={23} value={v.hour ?? ''} onChange={(h) => onChange({ hour: h === '' ? undefined : Number(h) })} />
      </SimpleGrid>
    </Paper>
  )
}
