/** One way between stages: from where, to where, what sets it off, and for whom. */
import { Group, MultiSelect, Select, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Stage, Transition } from '@/api/model'
import { FilterDisclosure } from '@/components/filter/FilterDisclosure'

const CAUSES: Transition['on'][] = ['filter', 'qualified', 'assigned', 'accepted', 'rejected', 'recycled', 'opportunity_opened', 'won', 'lost']

interface Props { transition: Transition; label: string; stages: Stage[]; onChange: (part: Partial<Transition>) => void }

export function TransitionFields({ transition: w, label, stages, onChange }: Props) {
  const { t } = useTranslation()
  const all = stages.map((s) => ({ value: s.key, label: s.label }))
  const left = stages.filter((s) => s.kind !== 'terminal').map((s) => ({ value: s.key, label: s.label }))
  const from = w.from ?? []
  return (
    <>
      <Group gap="xs" align="center">
        <MultiSelect
          size="xs" style={{ flex: '1 1 220px' }} aria-label={`${label}: ${t('lifecycle.from')}`} placeholder={from.length === 0 ? t('lifecycle.anywhere') : undefined} value={from} data={left}
          onChange={(keys) => onChange({ from: keys.length ? keys : undefined })}
        />
        <IconArrowRight size={16} aria-hidden />
        <Select size="xs" w={190} allowDeselect={false} aria-label={`${label}: ${t('lifecycle.to')}`} value={w.to || null} data={all} onChange={(to) => to && onChange({ to })} error={!w.to} />
        <Text fz="xs" c="dimmed">{t('lifecycle.when')}</Text>
        <Select size="xs" w={230} allowDeselect={false} aria-label={`${label}: ${t('lifecycle.when')}`} value={w.on} data={CAUSES.map((c) => ({ value: c, label: t(`stagecause.${c}`) }))} onChange={(on) => on && onChange({ on: on as Transition['on'] })} />
      </Group>
      <FilterDisclosure value={w.when} onChange={(when) => onChange({ when })} label={`${label}: ${t('lifecycle.condition')}`} />
    </>
  )
}
