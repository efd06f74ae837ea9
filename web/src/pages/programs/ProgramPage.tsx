/** A program: set-up, audience and runs, members, results and cost. */
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { programQuery } from '@/api/programs'
import { useCan } from '@/api/session'
import { Loaded, Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { SendsTable } from '@/components/SendsTable'
import { CostsTab } from './CostsTab'
import { HaltCard } from './HaltCard'
import { MembersTab } from './MembersTab'
import { ProgramState } from './ProgramsPage'
import { ResultsTab } from './ResultsTab'
import { RunTab } from './RunTab'
import { SetupTab } from './SetupTab'

export function ProgramPage() {
  const { t } = useTranslation()
  const { key } = useParams({ from: '/inside/programs/$key' })
  const search = useSearch({ from: '/inside/programs/$key' })
  const navigate = useNavigate({ from: '/programs/$key' })
  const query = useQuery(programQuery(key))
  const program = query.data
  const tab = search.tab ?? (program && program.version === null ? 'setup' : 'results')
  const maySee = useCan()('read_sends') && program?.type !== 'passive'
  const canRun = program?.type === 'batch'
  return (
    <Page
      title={program?.label ?? key} back={{ to: '/programs', label: t('nav.programs') }}
      text={program && [t(`programkind.${program.type}`), program.channel, program.owner, ...Object.entries(program.tags).map(([k, v]) => `${k}: ${v}`)].filter(Boolean).join(' · ')}
      badge={program && <ProgramState program={program} />}
    >
      <Loaded query={query} skeleton={<Waiting lines={9} />}>
        {(p) => (
          <>
          <HaltCard program={p} />
          <Tabs value={tab} onChange={(v) => void navigate({ search: { tab: v ?? undefined }, replace: true, resetScroll: false })}>
            <Tabs.List mb="md">
              <Tabs.Tab value="results">{t('programs.tab.results')}</Tabs.Tab>
              <Tabs.Tab value="setup">{t('programs.tab.setup')}</Tabs.Tab>
              {canRun && <Tabs.Tab value="run">{t('programs.tab.run')}</Tabs.Tab>}
              <Tabs.Tab value="members">{t('programs.tab.members')}</Tabs.Tab>
              {maySee && <Tabs.Tab value="sends">{t('sends.title')}</Tabs.Tab>}
              <Tabs.Tab value="costs">{t('programs.tab.costs')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="results"><ResultsTab program={p} /></Tabs.Panel>
            <Tabs.Panel value="setup"><SetupTab key={key} name={key} /></Tabs.Panel>
            {canRun && <Tabs.Panel value="run"><RunTab program={p} /></Tabs.Panel>}
            <Tabs.Panel value="members"><MembersTab program={p} status={search.status === undefined ? undefined : String(search.status)} onStatus={(status) => void navigate({ search: { tab: 'members', status }, replace: true, resetScroll: false })} /></Tabs.Panel>
            {maySee && <Tabs.Panel value="sends"><SendsTable program={key} runs={p.runs} shown={search} onShown={(shown) => void navigate({ search: { tab: 'sends', ...shown }, replace: true, resetScroll: false })} /></Tabs.Panel>}
            <Tabs.Panel value="costs"><CostsTab program={p} /></Tabs.Panel>
          </Tabs>
          </>
        )}
      </Loaded>
    </Page>
  )
}
