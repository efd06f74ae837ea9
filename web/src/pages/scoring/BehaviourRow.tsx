/** A behaviour rule in the table: its points are edited in place, its condition in a drawer. */
import { ActionIcon, Table, Text, UnstyledButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BehaviourRule } from '@/api/model'
import { NumberField } from '@/components/NumberField'

interface Props { rule: BehaviourRule; onChange: (rule: BehaviourRule | null) => void; onOpen: () => void }

export function BehaviourRow({ rule, onChange, onOpen }: Props) {
  const { t } = useTranslation()
  const optional = (key: 'most' | 'last_days' | 'half_life_days', label: string, none: string) => (
    <NumberField size="xs" w={96} min={1} aria-label={`${rule.label}: ${label}`} placeholder={none} value={rule[key] ?? ''} onChange={(n) => onChange({ ...rule, [key]: n === '' ? undefined : Number(n) })} />
  )
  const what = rule.what.kind.map((k) => t(`kind.${k}`, { defaultValue: k })).join(', ')
  return (
    <Table.Tr data-rule={rule.key}>
      <Table.Td>
        <UnstyledButton onClick={onOpen} aria-haspopup="dialog">
          <Text fz="sm" fw={550}>{rule.label}</Text>
          <Text fz="xs" c="dimmed">{what}{rule.what.asset?.length ? ` · ${rule.what.asset.join(', ')}` : ''}</Text>
        </UnstyledButton>
      </Table.Td>
      <Table.Td><NumberField size="xs" w={80} aria-label={`${rule.label}: ${t('scoring.points')}`} value={rule.points} onChange={(n) => n !== '' && onChange({ ...rule, points: Number(n) })} /></Table.Td>
      <Table.Td>{optional('most', t('scoring.most'), t('scoring.all'))}</Table.Td>
      <Table.Td>{optional('last_days', t('scoring.last_days'), t('scoring.ever'))}</Table.Td>
      <Table.Td>{optional('half_life_days', t('scoring.half_life'), t('scoring.no_decay'))}</Table.Td>
      <Table.Td w={36}><ActionIcon aria-label={t('scoring.remove', { label: rule.label })} onClick={() => onChange(null)}><IconTrash size={16} /></ActionIcon></Table.Td>
    </Table.Tr>
  )
}
