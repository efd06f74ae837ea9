/** A segment: its builder beside the live count, where it is used, how it went over time, and what its draft would have done. */
import { Card, Grid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import type { Segment } from '@/api/model'
import { useCan } from '@/api/session'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { FilterBuilder } from '@/components/filter/FilterBuilder'
import { LiveCount } from '@/components/filter/LiveCount'
import { Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { RehearsalCard } from '@/components/rehearsal/RehearsalCard'
import { number } from '@/format'
import { OverTimeCard } from './OverTimeCard'
import { UsedCard } from './UsedCard'

export function SegmentPage() {
  const { t } = useTranslation()
  const { key } = useParams({ from: '/inside/segments/$key' })
  return <SegmentEditor key={key} name={key} back={t('nav.segments')} />
}

function SegmentEditor({ name, back }: { name: string; back: string }) {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const work = useWorkingCopy<Segment>('segment', name)
  const { body, definition, change } = work
  return (
    <Page
      title={body?.label ?? name} back={{ to: '/segments', label: back }}
      text={definition?.published && <TextLink to="/contacts" search={{ segment: name }} fz="sm">{t('segments.see_members', { n: number(definition.members ?? 0) })}</TextLink>}
    >
      {work.error != null && <Problem error={work.error} retry={work.refetch} />}
      {!body && !work.error && <Waiting lines={8} />}
      {body && (
        <>
          <DefinitionBar work={work} />
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Card>
                <Title order={2} mb="sm">{t('segments.who')}</Title>
                <FilterBuilder value={body.filter} onChange={(filter) => change({ filter })} readOnly={!may} label={t('segments.who')} />
              </Card>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              {/* The count stays in sight beside a long filter. */}
              <Stack pos={{ lg: 'sticky' }} top={{ lg: 140 }}>
                <LiveCount filter={body.filter} />
                <Card>
                  <Stack gap="sm">
                    <TextInput label={t('common.label')} value={body.label} disabled={!may} onChange={(e) => change({ label: e.currentTarget.value })} />
                    <Textarea label={t('common.description')} value={body.description ?? ''} disabled={!may} autosize minRows={2} onChange={(e) => change({ description: e.currentTarget.value || undefined })} />
                    <Text fz="xs" c="dimmed">{t('segments.key', { key: name })}</Text>
                  </Stack>
                </Card>
                {definition?.published && <UsedCard name={name} />}
              </Stack>
            </Grid.Col>
          </Grid>
          {definition?.published && <OverTimeCard key={definition.published.version} name={name} published={definition.published} members={definition.members ?? 0} />}
          <RehearsalCard work={work} />
        </>
      )}
    </Page>
  )
}
