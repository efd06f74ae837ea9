/** A KPI opened: what it is made of, what it is compared with, and the rows behind it. */
import { Alert, Badge, Code, Drawer, Group, Paper, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { kpiRowsQuery, type Period } from '@/api/reports'
import { useSession } from '@/api/session'
import type { Kpi, KpiPeriod } from '@/api/types'
import { TextLink } from '@/components/links'
import { Loaded } from '@/components/Loaded'
import { date, humanise, number } from '@/format'
import { said } from '@/i18n/said'
import { changeOf, figure, goalStateOf } from './figures'
import { Delta } from './KpiCard'
import { KpiRowsTable } from './KpiRowsTable'

const SeriesChart = lazy(() => import('./SeriesChart'))

interface Props { kpi: Kpi; period: Period; shown: KpiPeriod; onClose: () => void }

export function KpiDrawer({ kpi, period, shown, onClose }: Props) {
  const { t } = useTranslation()
  const { currency } = useSession().settings
  const rows = useQuery(kpiRowsQuery(kpi.key, period))
  const show = (v: number | null) => figure(v, kpi.unit, currency, t('kpi.na'))
  const state = goalStateOf(kpi, show)
  const { test, employee, competitor } = kpi.excluded
  return (
    <Drawer opened onClose={onClose} size={860} title={<Text fw={600}>{kpi.number} · {t(`kpi.name.${kpi.key}`, { defaultValue: kpi.label })}</Text>}>
      <Stack gap="lg">
        <Group align="baseline" gap="md">
          <Text className="figure" fz={48} lh={1}>{show(kpi.value)}</Text>
          <Delta change={changeOf(kpi.value, kpi.previous, kpi.lower_is_better)} />
          {state && <Badge size="lg" color={{ reached: 'campo', near: 'sun', missed: 'clay' }[state]}>{t(`kpi.goal_state.${state}`)}</Badge>}
        </Group>
        {kpi.alarm && <Alert color="clay" icon={<IconAlertTriangle size={18} />} title={t('kpi.alarm')}>{said(kpi.alarm)}</Alert>}
        {kpi.warnings.map((w) => <Alert key={w} color="sun" icon={<IconInfoCircle size={18} />}>{said(w)}{w.startsWith('no rate for ') && <> <TextLink to="/settings/$section" params={{ section: 'instance' }} fz="sm">{t('kpi.add_rate')}</TextLink></>}</Alert>)}
        <Suspense fallback={<Skeleton height={220} />}><SeriesChart kpi={kpi} show={show} /></Suspense>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          <Fact label={t('kpi.this_period')} value={show(kpi.value)} note={`${date(shown.from)} – ${date(shown.to)}`} />
          <Fact label={t('kpi.previous')} value={show(kpi.previous)} note={`${date(shown.previous_from)} – ${date(shown.previous_to)}`} />
          <Fact label={t('kpi.baseline')} value={show(kpi.baseline)} note={t('kpi.before_go_live')} />
          <Fact label={t('kpi.goal')} value={kpi.goal === null ? '–' : show(kpi.goal)} note={kpi.lower_is_better ? t('kpi.lower') : t('kpi.higher')} />
        </SimpleGrid>
        <Paper withBorder p="md">
          <Title order={3} mb={6}>{t('kpi.formula')}</Title>
          <Code block fz="sm" style={{ whiteSpace: 'pre-wrap' }}>{t(`kpi.formula_of.${kpi.key}`, { defaultValue: kpi.formula })}</Code>
          {kpi.numerator !== null && (
            <Text fz="sm" mt="xs" className="num">
              {t('kpi.made_of')} {number(kpi.numerator, 2)}{kpi.denominator !== null && <> ÷ {number(kpi.denominator, 2)}</>}
              {kpi.denominator === 0 && <Text span c="dimmed"> {t('kpi.zero')}</Text>}
            </Text>
          )}
          {test + employee + competitor > 0 && (
            <Text fz="sm" c="dimmed" mt={4}>{t('kpi.excluded', { test: number(test), employee: number(employee), competitor: number(competitor) })}</Text>
          )}
        </Paper>
        {kpi.details.length > 0 && (
          <Table aria-label={t('kpi.details')} verticalSpacing={5}>
            <Table.Thead><Table.Tr><Table.Th>{t('kpi.details')}</Table.Th><Table.Th ta="right">{t('kpi.this_period')}</Table.Th><Table.Th ta="right">{t('kpi.previous')}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {kpi.details.map((d) => (
                <Table.Tr key={d.key}>
                  <Table.Td>{d.key.startsWith('source:') ? humanise(d.label) : t(`kpi.detail.${d.key}`, { defaultValue: d.label })}</Table.Td>
                  <Table.Td ta="right" className="num" fw={600}>{figure(d.value, d.unit, currency, t('kpi.na'))}</Table.Td>
                  <Table.Td ta="right" className="num" c="dimmed">{figure(d.previous, d.unit, currency, t('kpi.na'))}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <div>
          <Title order={3} mb={6}>{t('kpi.rows')}</Title>
          <Loaded query={rows}>{(data) => <KpiRowsTable data={data} />}</Loaded>
        </div>
      </Stack>
    </Drawer>
  )
}

function Fact({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">{label}</Text>
      <Text className="figure" fz="xl">{value}</Text>
      <Text fz={11} c="dimmed">{note}</Text>
    </div>
  )
}
