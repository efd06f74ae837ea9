/** A trigger program: what sets it off, for whom, how often, and what it does. */
import { Card, Group, Switch, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TriggerProgram } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { FilterBuilder } from '@/components/filter/FilterBuilder'
import { MatcherEditor } from '@/components/filter/MatcherEditor'
import { StepList } from './StepList'

export function TriggerSetup({ value, onChange }: { value: TriggerProgram; onChange: (v: TriggerProgram) => void }) {
  const { t } = useTranslation()
  const again = value.every_days !== undefined && value.every_days !== null
  return (
    <>
      <Card>
        <Title order={2} mb="sm">{t('trigger.when')}</Title>
        <Group gap="xs"><MatcherEditor value={value.when} onChange={(when) => onChange({ ...value, when })} /></Group>
        <Text fz="sm" fw={500} mt="md" mb={6}>{t('trigger.for')}</Text>
        <FilterBuilder value={value.filter ?? { all: [] }} onChange={(filter) => onChange({ ...value, filter })} label={t('trigger.for')} />
        <Group mt="md" align="flex-end">
          <Switch label={t('trigger.again')} checked={again} onChange={(e) => onChange({ ...value, every_days: e.currentTarget.checked ? 30 : undefined })} />
          {again && <NumberField w={170} min={1} aria-label={t('trigger.every')} prefix={`${t('trigger.every')} `} suffix={` ${t('filter.days')}`} value={value.every_days ?? 30} onChange={(n) => n !== '' && onChange({ ...value, every_days: Number(n) })} />}
        </Group>
      </Card>
      <Card>
        <Title order={2} mb="sm">{t('trigger.steps')}</Title>
        <StepList steps={value.steps} onChange={(steps) => onChange({ ...value, steps })} />
      </Card>
    </>
  )
}
