/** One or two lines over days. */
import { LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '@/api/types'
import { compact, number, shortDate } from '@/format'

export default function SizePlot({ days, label }: { days: Rehearsal['days']; label: string }) {
  const { t } = useTranslation()
  const compared = days.some((d) => d.published !== null)
  const data = days.map((d) => ({ day: shortDate(d.day), draft: d.draft, published: d.published }))
  const series = [{ name: 'draft', label, color: 'campo.6' }, ...(compared ? [{ name: 'published', label: t('rehearse.published'), color: 'gray.5', strokeDasharray: '5 4' }] : [])]
  return (
    <LineChart
      h={220} data={data} dataKey="day" series={series} curveType="linear" withDots={false} withLegend={compared} strokeWidth={2} gridAxis="y"
      valueFormatter={(v) => number(v)} yAxisProps={{ width: 46, tickFormatter: (v: number) => compact(v), domain: [0, 'auto'] }} role="img" aria-label={t('rehearse.by_day')}
    />
  )
}
