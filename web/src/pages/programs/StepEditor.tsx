/** The particulars of one step. */
import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Step } from '@/api/model'
import { usersQuery } from '@/api/settings'
import { useDefinitionOptions, useFieldOptions } from '@/components/filter/options'
import { value as shown } from '@/format'

export function StepEditor({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation()
  const emails = useDefinitionOptions('email')
  const lists = useDefinitionOptions('list')
  const fields = useFieldOptions(['contact'])
  const users = useQuery(usersQuery).data ?? []
  if ('send' in step) return <Select searchable aria-label={t('programs.email')} placeholder={t('programs.email')} data={emails} value={step.send.email || null} onChange={(email) => onChange({ send: { email: email ?? '' } })} error={!step.send.email} />
  if ('wait_hours' in step) return <NumberInput w={180} min={1} max={8760} aria-label={t('step.wait_hours')} suffix={` ${t('filter.hours')}`} value={step.wait_hours} onChange={(n) => n !== '' && onChange({ wait_hours: Number(n) })} />
  if ('task' in step) return <Textarea autosize aria-label={t('step.text')} placeholder={t('step.text')} value={step.task.text} onChange={(e) => onChange({ task: { text: e.currentTarget.value } })} />
  if ('add_to_list' in step) return <Select searchable aria-label={t('step.add_to_list')} data={lists} value={step.add_to_list || null} onChange={(v) => onChange({ add_to_list: v ?? '' })} error={!step.add_to_list} />
  if ('change' in step) {
    const { field, value } = step.change
    return (
      <Group gap="xs">
        <Select w={220} searchable allowDeselect={false} aria-label={t('filter.field')} data={fields} value={field.includes('.') ? field : `contact.${field}`} onChange={(v) => v && onChange({ change: { field: field.includes('.') ? v : v.replace(/^contact\./, ''), value: '' } })} />
        <TextInput style={{ flex: 1 }} aria-label={t('filter.value')} value={value === null ? '' : typeof value === 'object' ? shown(value) : String(value)} onChange={(e) => onChange({ change: { field, value: e.currentTarget.value || null } })} />
      </Group>
    )
  }
  const { to, text } = step.alert
  return (
    <Group gap="xs" align="flex-start">
      <Select
        w={220} allowDeselect={false} aria-label={t('step.to')} value={to === 'owner' ? 'owner' : to.user} onChange={(v) => v && onChange({ alert: { text, to: v === 'owner' ? 'owner' : { user: v } } })}
        data={[{ value: 'owner', label: t('step.owner') }, ...users.map((u) => ({ value: u.email, label: u.name }))]}
      />
      <Textarea style={{ flex: 1 }} autosize aria-label={t('step.text')} placeholder={t('step.text')} value={text} onChange={(e) => onChange({ alert: { to, text: e.currentTarget.value } })} />
    </Group>
  )
}
