/** One thing chosen by name: a segment, list or program, or a stage of the lifecycle. */
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDefinitionOptions, useStages } from './options'

interface Props { value: string; onChange: (key: string) => void }

export function DefinitionPick({ kind, value, onChange }: Props & { kind: 'segment' | 'list' | 'program' }) {
  const { t } = useTranslation()
  const options = useDefinitionOptions(kind)
  const label = t(`filter.pick.${kind}`)
  return <Select size="xs" w={260} searchable aria-label={label} placeholder={label} data={options} value={value || null} onChange={(v) => onChange(v ?? '')} error={!value} />
}

export function StagePick({ value, onChange }: Props) {
  const { t } = useTranslation()
  const label = t('filter.pick.stage')
  return <Select size="xs" w={220} searchable aria-label={label} placeholder={label} data={useStages()} value={value || null} onChange={(v) => onChange(v ?? '')} error={!value} />
}
