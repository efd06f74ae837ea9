/** Scoring and qualification: the rules with their points, the thresholds, and the three lists that follow. */
import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/components/Page'
import { AssignmentEditor } from './AssignmentEditor'
import { GateLists } from './GateLists'
import { LifecycleEditor } from './LifecycleEditor'
import { QualificationEditor } from './QualificationEditor'
import { ScoringEditor } from './ScoringEditor'

export function ScoringPage() {
  const { t } = useTranslation()
  const { tab = 'scoring' } = useSearch({ from: '/inside/scoring' })
  const navigate = useNavigate({ from: '/scoring' })
  return (
    <Page title={t('nav.scoring')} text={t('scoring.text')}>
      <Tabs value={tab} onChange={(v) => void navigate({ search: { tab: v ?? undefined } })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="scoring">{t('scoring.tab.scoring')}</Tabs.Tab>
          <Tabs.Tab value="qualification">{t('scoring.tab.qualification')}</Tabs.Tab>
          <Tabs.Tab value="lifecycle">{t('defkind.lifecycle')}</Tabs.Tab>
          <Tabs.Tab value="assignment">{t('defkind.assignment')}</Tabs.Tab>
          <Tabs.Tab value="enrich">{t('worklist.list.enrich')}</Tabs.Tab>
          <Tabs.Tab value="warm_up">{t('worklist.list.warm_up')}</Tabs.Tab>
          <Tabs.Tab value="do_not_chase">{t('worklist.list.do_not_chase')}</Tabs.Tab>
          <Tabs.Tab value="aql">{t('worklist.list.aql')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="scoring"><ScoringEditor /></Tabs.Panel>
        <Tabs.Panel value="qualification"><QualificationEditor /></Tabs.Panel>
        <Tabs.Panel value="lifecycle"><LifecycleEditor /></Tabs.Panel>
        <Tabs.Panel value="assignment"><AssignmentEditor /></Tabs.Panel>
        {(['enrich', 'warm_up', 'do_not_chase', 'aql'] as const).map((list) => <Tabs.Panel key={list} value={list}><GateLists list={list} /></Tabs.Panel>)}
      </Tabs>
    </Page>
  )
}
