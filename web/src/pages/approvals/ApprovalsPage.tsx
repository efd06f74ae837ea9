/** What waits for a second person, and what was decided. */
import { Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalsQuery } from '@/api/approvals'
import { useCan, useSession } from '@/api/session'
import { ButtonLink } from '@/components/links'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { ApprovalCard } from './ApprovalCard'

const TABS = ['waiting', 'decided'] as const

export function ApprovalsPage() {
  const { t } = useTranslation()
  const [tab, setTab] = useState<(typeof TABS)[number]>('waiting')
  const may = useCan()('edit_settings')
  const { approval } = useSession().settings
  const asked = Boolean(approval.runs?.length || approval.publishing?.length)
  const query = useQuery(approvalsQuery(tab))
  return (
    <Page title={t('nav.approvals')} text={t('approvals.text')}>
      <Tabs value={tab} onChange={(v) => v && setTab(v as typeof tab)}>
        <Tabs.List mb="md">{TABS.map((name) => <Tabs.Tab key={name} value={name}>{t(`approvals.tab.${name}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value={tab}>
          <Loaded query={query}>
            {(items) => items.length === 0
              ? <Empty title={t(`approvals.none.${tab}`)} {...(asked ? {} : { text: t('approvals.nobody'), action: may && <ButtonLink to="/settings/$section" params={{ section: 'instance' }} hash="approval" variant="light">{t('approvals.set_up')}</ButtonLink> })} />
              : <Stack>{items.map((one) => <ApprovalCard key={one.id} request={one} />)}</Stack>}
          </Loaded>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
