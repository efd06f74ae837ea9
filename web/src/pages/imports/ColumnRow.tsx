/** One column of the file: where it goes and how its values are read. */
import { Group, Select, Table, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping, ImportView } from '@/api/types'
import { NumberField } from '@/components/NumberField'
import { said } from '@/i18n/said'

const DATES = ['yyyy-mm-dd', 'dd/mm/yyyy', 'mm/dd/yyyy', 'dd.mm.yyyy', 'dd-mm-yyyy']
/** The target of a column that is left out. */
export const IGNORED = 'ignore'

interface Props { column: ImportView['columns'][number]; rule: ColumnMapping; targets: ImportView['targets']; open: boolean; onChange: (rule: ColumnMapping) => void }

export function ColumnRow({ column: c, rule, targets, open, onChange }: Props) {
  const { t } = useTranslation()
  const [scale, setScale] = useState<number | ''>(rule.scale ?? 1)
  const taken = rule.to && rule.to !== IGNORED ? rule.to : null
  const type = targets.find((f) => f.target === taken)?.type ?? rule.type ?? c.type
  // A new target begins with what was found of the column, not with the rule of the old one.
  const take = (to: string | null) => onChange({ column: c.name, to: to ?? IGNORED })
  const offered = targets.filter((f) => f.target !== IGNORED).map((f) => ({ value: f.target, label: said(f.label) }))
  if (taken && !offered.some((o) => o.value === taken)) offered.push({ value: taken, label: taken })
  return (
    <Table.Tr bg={open ? 'light-dark(var(--mantine-color-sun-0), rgb(240 179 54 / 10%))' : undefined} data-column={c.name}>
      <Table.Td><Text fz="sm" fw={600}>{c.name}</Text>{c.blank > 0 && <Text fz="xs" c="dimmed">{t('imports.blank', { n: c.blank })}</Text>}</Table.Td>
      <Table.Td><Text fz="xs" c="dimmed" lineClamp={2} maw={240}>{c.samples.join(' · ')}</Text></Table.Td>
      <Table.Td>
        <Select size="xs" w={230} searchable clearable aria-label={t('imports.field_of', { column: c.name })} placeholder={t('imports.leave_out')} value={taken} onChange={take} data={offered} />
        {taken && c.confidence > 0 && c.confidence < 70 && <Text fz={11} c="dimmed" mt={2}>{t('imports.unsure')}</Text>}
      </Table.Td>
      <Table.Td>
        {taken && (
          <Group gap={6} wrap="nowrap">
            <Text fz="xs" c="dimmed" w={72}>{t(`fieldtype.${type}`)}</Text>
            {(type === 'date' || type === 'instant') && (
              <Select
                size="xs" w={150} aria-label={t('imports.date_format', { column: c.name })} placeholder={t('imports.date_pick')} value={rule.date_format ?? null} onChange={(v) => v && onChange({ ...rule, date_format: v })}
                data={[...new Set([...(rule.date_format ? [rule.date_format] : []), ...DATES])]}
              />
            )}
            {(type === 'decimal' || type === 'money') && (
              <Select
                size="xs" w={110} aria-label={t('imports.decimal_mark', { column: c.name })} value={rule.decimal_mark ?? null} onChange={(v) => v && onChange({ ...rule, decimal_mark: v as ',' | '.' })}
                data={[{ value: ',', label: '1.234,5' }, { value: '.', label: '1,234.5' }]}
              />
            )}
            {type === 'money' && (
              <TextInput size="xs" w={64} maxLength={3} aria-label={t('common.currency')} placeholder="EUR" defaultValue={rule.currency ?? ''} onBlur={(e) => { const v = e.currentTarget.value.toUpperCase() || null; if (v !== (rule.currency ?? null)) onChange({ ...rule, currency: v }) }} />
            )}
            {(type === 'decimal' || type === 'money' || type === 'integer') && (
              <NumberField
                size="xs" w={96} min={1} aria-label={t('imports.unit', { column: c.name })} prefix="× " value={scale} onChange={setScale}
                onBlur={() => { const n = scale || 1; setScale(n); if (n !== (rule.scale ?? 1)) onChange({ ...rule, scale: n === 1 ? null : n }) }}
              />
            )}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
