/** The three gates of an AQL: target titles, behaviour threshold, account threshold. */
import { Card, Grid, MultiSelect, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Qualification, Relationship } from '@/api/model'
import { useCan } from '@/api/session'
import { NumberField } from '@/components/NumberField'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { RELATIONSHIPS } from '@/components/filter/ChoiceLeaves'
import { FilterBuilder } from '@/components/filter/FilterBuilder'
import { LiveCount } from '@/components/filter/LiveCount'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { RehearsalCard } from '@/components/rehearsal/RehearsalCard'

export function QualificationEditor() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const work = useWorkingCopy<Qualification>('qualification', 'main')
  const { body, change } = work
  const relationships = body?.relationships ?? ['prospect']
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!body) return <Waiting lines={8} />
  return (
    <Stack>
      <DefinitionBar work={work} />
      <RehearsalCard work={work} />
      <Card>
        <Title order={2}>1 · {t('gates.complete')}</Title>
        <Text fz="sm" c="dimmed" mb="sm">{t('scoring.gate1_text')}</Text>
        <FilterBuilder value={body.target_title} onChange={(target_title) => change({ target_title })} readOnly={!may} label={t('scoring.titles')} />
      </Card>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Card h="100%">
            <Title order={2}>2 · {t('gates.behaviour')}</Title>
            <Text fz="sm" c="dimmed" mb="sm">{t('scoring.gate2_text')}</Text>
            <NumberField maw={200} label={t('scoring.at_least')} value={body.behaviour_at_least} disabled={!may} onChange={(n) => n !== '' && change({ behaviour_at_least: Number(n) })} />
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Card h="100%">
            <Title order={2}>3 · {t('gates.account')}</Title>
            <Text fz="sm" c="dimmed" mb="sm">{t('scoring.gate3_text')}</Text>
            <NumberField maw={200} label={t('scoring.at_least')} value={body.account_at_least} disabled={!may} onChange={(n) => n !== '' && change({ account_at_least: Number(n) })} />
          </Card>
        </Grid.Col>
      </Grid>
      <Card>
        <MultiSelect label={t('scoring.relationships')} description={t('scoring.relationships_text')} value={relationships} disabled={!may} onChange={(v) => change({ relationships: v as Relationship[] })} data={RELATIONSHIPS.map((r) => ({ value: r, label: t(`relationship.${r}`) }))} />
      </Card>
      <Text fz="sm" c="dimmed">{t('scoring.would_pass')}</Text>
      <LiveCount
        filter={{ all: [body.target_title, { score: { part: 'behaviour', at_least: body.behaviour_at_least } }, { score: { part: 'account', at_least: body.account_at_least } }, { relationship: relationships }] }}
      />
    </Stack>
  )
}
