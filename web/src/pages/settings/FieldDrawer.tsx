/** One field: label, description, owner, type, choices, default, personal or not. */
import { ActionIcon, Button, Drawer, Group, Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Choice, Field, FieldType, Obj } from '@/api/model'
import { useCan } from '@/api/session'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { keyOf } from '@/components/definition/keyOf'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { FieldInput } from '@/components/fields/FieldInput'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { FIELD_TYPES } from './FieldsSection'

export function FieldDrawer({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation()
  const may = useCan()('edit_settings')
  const work = useWorkingCopy<Field>('field', name)
  const { body: f } = work
  // The key of the definition says what the field belongs to: a draft that came without is mended by the first change.
  const [object, ...key] = name.split('.')
  const change = (part: Partial<Field>) => work.change({ object: object as Obj, key: key.join('.'), ...part })
  const close = () => (!work.dirty || window.confirm(t('def.leave'))) && onClose()
  return (
    <Drawer opened onClose={close} size={680} title={f?.label ?? name}>
      {work.error != null && <Problem error={work.error} retry={work.refetch} />}
      {!f && !work.error && <Waiting />}
      {f && (
        <Stack>
          <DefinitionBar work={work} onRemoved={onClose} />
          <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0 }}>
            <Stack>
              <TextInput label={t('common.label')} value={f.label ?? ''} onChange={(e) => change({ label: e.currentTarget.value })} />
              <Textarea label={t('common.description')} autosize value={f.description ?? ''} onChange={(e) => change({ description: e.currentTarget.value || undefined })} />
              <TextInput label={t('fields.owner')} description={t('fields.owner_text')} value={f.owner ?? ''} onChange={(e) => change({ owner: e.currentTarget.value || undefined })} />
              <Select label={t('programs.type')} disabled={f.builtin} description={f.builtin ? t('fields.builtin_text') : t('fields.retype_text')} allowDeselect={false} value={f.type ?? null} onChange={(v) => v && change({ type: v as FieldType })} data={FIELD_TYPES.map((v) => ({ value: v, label: t(`fieldtype.${v}`) }))} />
              {f.type === 'choice' && <Choices list={f.choices ?? []} onChange={(choices) => change({ choices })} />}
              <FieldInput field={{ ...f, label: t('fields.default'), description: t('fields.default_text') }} value={f.default ?? null} onChange={(v) => change({ default: v ?? undefined })} />
              <Switch label={t('fields.personal')} description={t('fields.personal_text')} checked={!!f.personal} onChange={(e) => change({ personal: e.currentTarget.checked || undefined })} />
            </Stack>
          </fieldset>
        </Stack>
      )}
    </Drawer>
  )
}

function Choices({ list, onChange }: { list: Choice[]; onChange: (list: Choice[]) => void }) {
  const { t } = useTranslation()
  const put = (i: number, label: string) => onChange(list.map((c, k) => (k === i ? { key: c.key || keyOf(label), label } : c)))
  return (
    <div>
      <Text fz="sm" fw={500} mb={4}>{t('fields.choices')}</Text>
      <Stack gap={6}>
        {list.map((c, i) => (
          <Group key={i} gap={6} wrap="nowrap">
            <TextInput size="xs" style={{ flex: 1 }} aria-label={t('common.label')} defaultValue={c.label} onBlur={(e) => put(i, e.currentTarget.value)} />
            <Text fz="xs" ff="monospace" c="dimmed" w={140} truncate>{c.key}</Text>
            <ActionIcon aria-label={`${t('common.remove')}: ${c.label}`} onClick={() => onChange(list.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button mt={6} w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={14} />} onClick={() => onChange([...list, { key: '', label: '' }])}>{t('common.add')}</Button>
    </div>
  )
}
