/** The fields that records have: built-in and your own. */
import { ActionIcon, Badge, Button, Group, Select, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Field, FieldType, Obj } from '@/api/model'
import { useCan } from '@/api/session'
import { DataTable } from '@/components/DataTable'
import { DefinitionState } from '@/components/definition/DefinitionState'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { Empty } from '@/components/Empty'
import { FieldDrawer } from './FieldDrawer'
import { fieldRows } from './fieldRows'

export const FIELD_TYPES: FieldType[] = ['text', 'choice', 'integer', 'decimal', 'money', 'date', 'instant', 'boolean', 'email', 'phone', 'url', 'country']
const OBJECTS: Obj[] = ['contact', 'account', 'lead', 'opportunity']

export function FieldsSection() {
  const { t } = useTranslation()
  const may = useCan()('edit_settings')
  const query = useQuery(definitionsQuery<Field>('field'))
  const [object, setObject] = useState<Obj>('contact')
  const [type, setType] = useState<FieldType>('text')
  const [adding, addingDo] = useDisclosure()
  const [open, setOpen] = useState<string | null>(null)
  const rows = query.data && fieldRows(object, query.data, (key) => t(`builtin.${key}`))
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Select w={180} aria-label={t('fields.of')} allowDeselect={false} value={object} onChange={(v) => v && setObject(v as Obj)} data={OBJECTS.map((o) => ({ value: o, label: t(`object.${o}`) }))} />
        {may && <Button leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('fields.new')}</Button>}
      </Group>
      <DataTable
        label={t('settings.fields')} rows={rows} id={(f) => f.key} error={query.error} retry={() => void query.refetch()} onOpen={(f) => f.row && setOpen(f.key)} empty={<Empty title={t('fields.empty')} />}
        columns={[
          { key: 'label', title: t('common.label'), cell: (f) => <><Text fz="sm" fw={600}>{f.label}</Text><Text fz="xs" c="dimmed">{f.body.description}</Text></> },
          { key: 'key', title: t('common.key'), from: 'sm', cell: (f) => <Text fz="xs" ff="monospace">{f.key}</Text> },
          { key: 'type', title: t('programs.type'), cell: (f) => f.body.type && <Badge color="gray">{t(`fieldtype.${f.body.type}`)}</Badge> },
          { key: 'marks', title: <VisuallyHidden>{t('fields.personal')}</VisuallyHidden>, from: 'sm', cell: (f) => <Group gap={4}>{f.body.personal && <Badge color="sky">{t('fields.personal')}</Badge>}{f.body.builtin && <Badge color="gray" variant="outline">{t('fields.builtin')}</Badge>}</Group> },
          { key: 'state', title: t('segments.state'), from: 'md', cell: (f) => f.row ? <DefinitionState row={f.row} /> : null },
          { key: 'do', title: '', align: 'right', cell: (f) => f.row && <ActionIcon aria-label={`${t('common.edit')}: ${f.label}`} onClick={() => setOpen(f.key)}><IconPencil size={16} /></ActionIcon> },
        ]}
      />
      <NewDefinition kind="field" prefix={`${object}.`} title={t('fields.new_of', { object: t(`object.${object}`) })} opened={adding} onClose={addingDo.close} body={(label, key) => ({ object, key, type, label })} onCreated={setOpen}>
        <Select label={t('programs.type')} allowDeselect={false} value={type} onChange={(v) => v && setType(v as FieldType)} data={FIELD_TYPES.map((v) => ({ value: v, label: t(`fieldtype.${v}`) }))} />
      </NewDefinition>
      {open && <FieldDrawer name={open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}
