/** Home: the twelve KPIs in their groups, the funnel, and who uses the software. */
import { Box, Grid, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { kpisQuery } from '@/api/reports'
import { useSession } from '@/api/session'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { date } from '@/format'
import { FunnelCard } from './FunnelCard'
import { KpiCard } from './KpiCard'
import { KpiDrawer } from './KpiDrawer'
import { PeriodPicker } from './PeriodPicker'
import { UsageCard } from './UsageCard'

export function HomePage() {
  const { t } = useTranslation()
  const { settings, user } = useSession()
  const search = useSearch({ from: '/inside/' })
  const navigate = useNavigate({ from: '/' })
  const period = { from: search.from, to: search.to }
  const query = useQuery(kpisQuery(period))
  const open = (kpi?: string) => void navigate({ search: (old) => ({ ...old, kpi }), replace: true, resetScroll: false })
  const shown = query.data?.period
  const chosen = query.data?.groups.flatMap((g) => g.kpis).find((k) => k.key === search.kpi)
  return (
    <Page
      title={t('home.title', { name: user.name.split(' ')[0] })}
      text={shown ? t('home.period', { company: settings.company, from: date(shown.from), to: date(shown.to), pfrom: date(shown.previous_from), pto: date(shown.previous_to) }) : '\u00a0'}
      actions={<PeriodPicker value={period} onChange={(p) => void navigate({ search: (old) => ({ ...old, ...p }), replace: true })} />}
    >
      <Loaded query={query} skeleton={<Skeletons />}>
        {(report) => (
          <Stack gap="xl">
            {report.groups.map((group) => (
              <Box key={group.key} component="section" aria-labelledby={`group-${group.key}`}>
                <Title order={2} id={`group-${group.key}`} mb="sm">{t(`kpigroup.${group.key}`, { defaultValue: group.label })}</Title>
                <SimpleGrid cols={{ base: 1, xs: 2, lg: group.kpis.length }} spacing="md">
                  {group.kpis.map((kpi) => <KpiCard key={kpi.key} kpi={kpi} onOpen={() => open(kpi.key)} />)}
                </SimpleGrid>
              </Box>
            ))}
          </Stack>
        )}
      </Loaded>
      <Grid gap="md" mt="sm">
        <Grid.Col span={{ base: 12, lg: 7 }}><FunnelCard period={period} /></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}><UsageCard period={period} /></Grid.Col>
      </Grid>
      {shown && <Text fz="xs" c="dimmed">{t('home.footnote', { zone: shown.zone, date: date(shown.go_live) })}</Text>}
      {chosen && shown && <KpiDrawer kpi={chosen} period={period} shown={shown} onClose={() => open(undefined)} />}
    </Page>
  )
}

function Skeletons() {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md" aria-busy>
      {Array.from({ length: 12 }, (_, i) => <Skeleton key={i} height={186} radius="lg" />)}
    </SimpleGrid>
  )
}
