/** A KPI day by day, with its goal as a line. Loaded only when a KPI is opened. */
import { AreaChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useTranslation } from 'react-i18next'
import type { Kpi } from '@/api/types'
import { compact, shortDate } from '@/format'

export default function SeriesChart({ kpi, show }: { kpi: Kpi; show: (v: number | null) => string }) {
  const { t } = useTranslation()
  const rate = kpi.unit === 'rate'
  const data = kpi.series.map((s) => ({ day: shortDate(s.day), value: s.value }))
  return (
    <AreaChart
      h={220} data={data} dataKey="day" series={[{ name: 'value', label: t(`kpi.name.${kpi.key}`, { defaultValue: kpi.label }), color: 'campo.6' }]} curveType="monotone" withDots={false}
      connectNulls strokeWidth={2} fillOpacity={0.14} gridAxis="y" valueFormatter={(v) => show(v)} role="img" aria-label={t('kpi.chart')}
      yAxisProps={{ width: 54, tickFormatter: (v: number) => (rate || kpi.unit === 'ratio' ? show(v) : compact(v)) }}
      referenceLines={rate && kpi.goal !== null ? [{ y: kpi.goal, label: t('kpi.goal'), color: 'sun.6' }] : undefined}
    />
  )
}
