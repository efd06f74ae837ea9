/** An account: tier, score opened into contributions, its contacts and deals. */
import { Card, Grid, Group, Stack, Tabs, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { accountQuery, patchAccount } from '@/api/accounts'
import { queries } from '@/api/queries'
import type { Account } from '@/api/types'
import { RelationshipBadge, TierBadge } from '@/components/badges'
import { ContributionList } from '@/components/ContributionList'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { FieldsForm } from '@/components/fields/FieldsForm'
import { Loaded, Waiting } from '@/components/Loaded'
import { OpportunityTable } from '@/components/OpportunityTable'
import { Page } from '@/components/Page'
import { country, money, number } from '@/format'
import { useContactColumns } from '../contacts/columns'
import { TierCard } from './TierCard'

export function AccountPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/inside/accounts/$id' })
  const query = useQuery(accountQuery(id))
  const account = query.data
  const back = { to: '/accounts', label: t('nav.accounts') }
  if (!account) return <Page title={t('accounts.one')} back={back}><Loaded query={query} skeleton={<Waiting lines={9} />}>{() => null}</Loaded></Page>
  const facts = [account.industry, account.country && country(account.country), account.employees !== null && t('accounts.n_employees', { n: number(account.employees) }), account.annual_revenue && money(account.annual_revenue, 0), account.domain]
  return (
    <Page title={account.name} back={back} text={facts.filter(Boolean).join(' · ')} badge={<Group gap={6}><RelationshipBadge of={account.relationship} /><TierBadge tier={account.tier} /></Group>}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack>
            <Card>
              <Group justify="space-between" align="baseline" mb="xs">
                <Title order={2}>{t('accounts.score')}</Title>
                <Text className="figure" fz={34} lh={1}>{account.score}</Text>
              </Group>
              <ContributionList contributions={account.contributions} />
            </Card>
            <TierCard account={account} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}><AccountTabs account={account} /></Grid.Col>
      </Grid>
    </Page>
  )
}

function AccountTabs({ account }: { account: Account }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const columns = useContactColumns().filter((c) => ['name', 'stage', 'score', 'last'].includes(c.key)).map((c) => ({ ...c, sort: undefined }))
  return (
    <Tabs defaultValue="people">
      <Tabs.List mb="md">
        <Tabs.Tab value="people">{t('nav.contacts')} <Text span c="dimmed" fz="xs">{account.contacts}</Text></Tabs.Tab>
        <Tabs.Tab value="deals">{t('opportunities.title')} <Text span c="dimmed" fz="xs">{account.opportunities.length}</Text></Tabs.Tab>
        <Tabs.Tab value="fields">{t('contacts.tab.fields')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="people">
        <DataTable label={t('nav.contacts')} columns={columns} rows={account.people} id={(c) => c.id} onOpen={(c) => void navigate({ to: '/contacts/$id', params: { id: c.id } })} empty={<Empty compact title={t('accounts.no_people')} />} />
      </Tabs.Panel>
      <Tabs.Panel value="deals"><OpportunityTable rows={account.opportunities} /></Tabs.Panel>
      <Tabs.Panel value="fields">
        <FieldsForm
          object="account" values={account.fields} relationship={account.relationship} owner={account.owner?.id ?? null}
          save={async (fields, rest) => {
            await patchAccount(account.id, { ...rest, fields })
            await queries.invalidateQueries({ queryKey: ['account', account.id] })
            void queries.invalidateQueries({ queryKey: ['accounts'] })
          }}
        />
      </Tabs.Panel>
    </Tabs>
  )
}
