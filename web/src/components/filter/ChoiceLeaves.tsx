/** Conditions that choose from what exists: segments, lists, programs, stages, score, consent, relationship, tier, opportunities. */
import { MultiSelect, SegmentedControl, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConsentTest, OpportunityOutcome, ProgramTest, Relationship, ScorePart, ScoreTest, Tier } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { useProgramStatuses, useStages } from './options'
import { DefinitionPick } from './picks'

interface Of<T> { value: T; onChange: (value: T) => void }

export const RELATIONSHIPS: Relationship[] = ['prospect', 'customer', 'partner', 'competitor', 'employee', 'test']
export const TIERS: Tier[] = ['named', 'target', 'non_icp']

export function SegmentLeaf(props: Of<string>) {
  const { t } = useTranslation()
  return <><Text fz="xs">{t('filter.leaf.in_segment')}</Text><DefinitionPick kind="segment" {...props} /></>
}

export function ListLeaf(props: Of<string>) {
  const { t } = useTranslation()
  return <><Text fz="xs">{t('filter.leaf.in_list')}</Text><DefinitionPick kind="list" {...props} /></>
}

export function ProgramLeaf({ value, onChange }: Of<ProgramTest>) {
  const { t } = useTranslation()
  const statuses = useProgramStatuses(value.key)
  return (
    <>
      <Text fz="xs">{t('filter.leaf.program')}</Text>
      <DefinitionPick kind="program" value={value.key} onChange={(key) => onChange({ key })} />
      <MultiSelect
        size="xs" miw={160} aria-label={t('filter.status')} placeholder={value.status?.length ? undefined : t('filter.any_status')} data={statuses}
        value={value.status ?? []} onChange={(status) => onChange({ ...value, status: status.length ? status : undefined })}
      />
    </>
  )
}

export function StageLeaf({ value, onChange }: Of<string[]>) {
  const { t } = useTranslation()
  return <><Text fz="xs">{t('filter.leaf.stage')}</Text><MultiSelect size="xs" miw={220} aria-label={t('filter.leaf.stage')} data={useStages()} value={value} onChange={onChange} /></>
}

export function ScoreLeaf({ value, onChange }: Of<ScoreTest>) {
  const { t } = useTranslation()
  const bound = (key: 'at_least' | 'at_most') => (
    <>
      <Text fz="xs" c="dimmed">{t(`op.${key}`)}</Text>
      <NumberField size="xs" w={80} aria-label={t(`op.${key}`)} value={value[key] ?? ''} onChange={(n) => onChange({ ...value, [key]: n === '' ? undefined : Number(n) })} />
    </>
  )
  return (
    <>
      <Select
        size="xs" w={170} aria-label={t('filter.leaf.score')} allowDeselect={false} value={value.part} onChange={(p) => p && onChange({ ...value, part: p as ScorePart })}
        data={(['behaviour', 'fit', 'account', 'total'] as const).map((p) => ({ value: p, label: t(`score.${p}`) }))}
      />
      {bound('at_least')}
      {bound('at_most')}
    </>
  )
}

export function ConsentLeaf({ value, onChange }: Of<ConsentTest>) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs">{t('filter.leaf.consent')}</Text>
      <SegmentedControl
        size="xs" aria-label={t('filter.leaf.consent')} value={value} onChange={(v) => onChange(v as ConsentTest)}
        data={(['given', 'withdrawn', 'none'] as const).map((c) => ({ value: c, label: t(`consent.${c}`) }))}
      />
    </>
  )
}

export function RelationshipLeaf({ value, onChange }: Of<Relationship[]>) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs">{t('filter.leaf.relationship')}</Text>
      <MultiSelect size="xs" miw={220} aria-label={t('filter.leaf.relationship')} value={value} onChange={(v) => onChange(v as Relationship[])} data={RELATIONSHIPS.map((r) => ({ value: r, label: t(`relationship.${r}`) }))} />
    </>
  )
}

export function TierLeaf({ value, onChange }: Of<Tier[]>) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs">{t('filter.leaf.tier')}</Text>
      <MultiSelect size="xs" miw={220} aria-label={t('filter.leaf.tier')} value={value} onChange={(v) => onChange(v as Tier[])} data={TIERS.map((r) => ({ value: r, label: t(`tier.${r}`) }))} />
    </>
  )
}

export function OpportunityLeaf({ value, onChange }: Of<{ outcome?: OpportunityOutcome[] }>) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs">{t('filter.leaf.opportunity')}</Text>
      <MultiSelect
        size="xs" miw={200} aria-label={t('filter.leaf.opportunity')} placeholder={value.outcome?.length ? undefined : t('filter.any_outcome')} value={value.outcome ?? []}
        onChange={(v) => onChange(v.length ? { outcome: v as OpportunityOutcome[] } : {})} data={(['open', 'won', 'lost'] as const).map((o) => ({ value: o, label: t(`outcome.${o}`) }))}
      />
    </>
  )
}
