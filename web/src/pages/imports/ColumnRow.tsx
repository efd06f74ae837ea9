/** One column of the file: the field that it fills and how its values are read. */
import { Group, NumberInput, Select, Table, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportColumn, ImportView } from '@/api/types'

const DATES = ['yyyy-mm-dd', 'dd/mm/yyyy', 'mm/dd/yyyy', 'dd.mm.yyyy', 'dd-mm-yyyy']

interface Props { column: ImportColumn; fields: ImportView['fields']; open: boolean; onChange: (part: Partial<ImportColumn>) => void }

export function ColumnRow({ column: c, fields, open, onChange }: Props) {
  const { t } = useTranslation()
  const type = fields.find((f) => f.key === c.field)?.type ?? c.type
  const take = (field: string | null) => onChange({ field, type: fields.find((f) => f.key === field)?.type ?? null })
  return (
    <Table.Tr bg={open ? 'light-dark(var(--mantine-color-sun-0), rgb(240 179 54 / 10%))' : undefined} data-column={c.name}>
      <Table.Td fz="sm" fw={600}>{c.name}</Table.Td>
      <Table.Td><Text fz="xs" c="dimmed" lineClamp={2} maw={240}>{(c.samples ?? []).join(' · ')}</Text></Table.Td>
      <Table.Td>
        <Select size="xs" w={220} searchable clearable aria-label={t('imports.field_of', { column: c.name })} placeholder={t('imports.leave_out')} value={c.field ?? null} onChange={take} data={fields.map((f) => ({ value: f.key, label: f.label }))} />
      </Table.Td>
      <Table.Td>
        {c.field && (
          <Group gap={6} wrap="nowrap">
            <Text fz="xs" c="dimmed" w={64}>{type && t(`fieldtype.${type}`)}</Text>
            {(type === 'date' || type === 'instant') && (
              <Select size="xs" w={140} aria-label={t('imports.date_format', { column: c.name })} placeholder={t('imports.date_pick')} value={c.date_format ?? null} onChange={(v) => v && onChange({ date_format: v })} data={[...new Set([...(c.date_format ? [c.date_format] : []), ...DATES])]} />
            )}
            {(type === 'decimal' || type === 'money') && (
              <Select size="xs" w={110} aria-label={t('imports.decimal_mark', { column: c.name })} value={c.decimal_mark ?? null} onChange={(v) => v && onChange({ decimal_mark: v })} data={[{ value: ',', label: '1.234,5' }, { value: '.', label: '1,234.5' }]} />
            )}
            {type === 'money' && <TextInput size="xs" w={64} maxLength={3} aria-label={t('common.currency')} placeholder="EUR" defaultValue={c.currency ?? ''} onBlur={(e) => onChange({ currency: e.currentTarget.value.toUpperCase() || null })} />}
            {(type === 'decimal' || type === 'money' || type === 'integer') && (
              <NumberInput size="xs" w={92} aria-label={t('imports.unit', { column: c.name })} prefix="× " defaultValue={c.unit ?? 1} onBlur={(e) => { const n = Number(e.currentTarget.value.replace(/[^\d.]/g, '')); onChange({ unit: n && n !== 1 ? n : null }) }} />
            )}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
