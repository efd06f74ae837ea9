/** A fit or account rule in the table. */
import { ActionIcon, Table, Text, UnstyledButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PointsRule } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { countLeaves } from '@/components/filter/leaves'

interface Props { rule: PointsRule; onChange: (rule: PointsRule | null) => void; onOpen: () => void }

export function PointsRow({ rule, onChange, onOpen }: Props) {
  const { t } = useTranslation()
  return (
    <Table.Tr data-rule={rule.key}>
      <Table.Td>
        <UnstyledButton onClick={onOpen} aria-haspopup="dialog">
          <Text fz="sm" fw={550}>{rule.label}</Text>
          <Text fz="xs" c="dimmed">{t('scoring.conditions', { count: countLeaves(rule.when) })}</Text>
        </UnstyledButton>
      </Table.Td>
      <Table.Td w={110}><NumberField size="xs" w={80} aria-label={`${rule.label}: ${t('scoring.points')}`} value={rule.points} onChange={(n) => n !== '' && onChange({ ...rule, points: Number(n) })} /></Table.Td>
      <Table.Td w={36}><ActionIcon aria-label={t('scoring.remove', { label: rule.label })} onClick={() => onChange(null)}><IconTrash size={16} /></ActionIcon></Table.Td>
    </Table.Tr>
  )
}
