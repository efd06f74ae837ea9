/** The particulars of one step. */
import { Box, Group, Select, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Json, Step } from '@/api/model'
import { usersQuery } from '@/api/settings'
import { NumberField } from '@/components/NumberField'
import { FieldInput } from '@/components/fields/FieldInput'
import { useDefinitionOptions, useFields } from '@/components/filter/options'

export function StepEditor({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation()
  const emails = useDefinitionOptions('email')
  const lists = useDefinitionOptions('list')
  const users = useQuery(usersQuery).data ?? []
  if ('send' in step) return <Select searchable aria-label={t('programs.email')} placeholder={t('programs.email')} data={emails} value={step.send.email || null} onChange={(email) => onChange({ send: { email: email ?? '' } })} error={!step.send.email} />
  if ('wait_hours' in step) return <NumberField w={180} min={1} max={8760} aria-label={t('step.wait_hours')} suffix={` ${t('filter.hours')}`} value={step.wait_hours} onChange={(n) => n !== '' && onChange({ wait_hours: Number(n) })} />
  if ('task' in step) return <Textarea autosize aria-label={t('step.text')} placeholder={t('step.text')} value={step.task.text} onChange={(e) => onChange({ task: { text: e.currentTarget.value } })} />
  if ('add_to_list' in step) return <Select searchable aria-label={t('step.add_to_list')} data={lists} value={step.add_to_list || null} onChange={(v) => onChange({ add_to_list: v ?? '' })} error={!step.add_to_list} />
  if ('change' in step) return <ChangeStep {...step.change} onChange={(change) => onChange({ change })} />
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

interface Change { field: string; value?: Json }

/** A field of the contact and what it becomes; no value clears it. */
function ChangeStep({ field, value, onChange }: Change & { onChange: (change: Change) => void }) {
  const { t } = useTranslation()
  const fields = useFields().filter((f) => f.object === 'contact')
  const chosen = fields.find((f) => f.key === field)
  return (
    <>
      <Group gap="xs" align="flex-end">
        <Select w={220} searchable allowDeselect={false} label={t('filter.field')} data={fields.map((f) => ({ value: f.key, label: f.label }))} value={field} onChange={(key) => key && onChange({ field: key, value: null })} error={!chosen} />
        {chosen && <Box style={{ flex: '1 1 200px' }}><FieldInput field={{ ...chosen, label: t('filter.value'), description: '' }} value={value ?? null} onChange={(v) => onChange({ field, value: v })} /></Box>}
      </Group>
      {(value ?? null) === null && <Text fz="xs" c="dimmed" mt={4}>{t('step.clears')}</Text>}
    </>
  )
}
