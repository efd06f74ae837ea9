/** One KPI: value, change, sparkline, goal and baseline. The whole card opens its drawer. */
import { Box, Group, Progress, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangleFilled, IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import type { Kpi } from '@/api/types'
import { Sparkline } from '@/components/Sparkline'
import { percent } from '@/format'
import { changeOf, figure, goalStateOf, towardsGoal, type Change } from './figures'
import classes from './KpiCard.module.css'

const GOAL_COLOR = { reached: 'campo', near: 'sun.4', missed: 'clay' } as const

export function KpiCard({ kpi, onOpen }: { kpi: Kpi; onOpen: () => void }) {
  const { t } = useTranslation()
  const { currency } = useSession().settings
  const show = (v: number | null) => figure(v, kpi.unit, currency, t('kpi.na'))
  const state = goalStateOf(kpi, show)
  const share = state === 'reached' ? 1 : towardsGoal(kpi)
  const label = t(`kpi.name.${kpi.key}`, { defaultValue: kpi.label })
  return (
    <UnstyledButton className={classes.card} data-alarm={kpi.alarm ? true : undefined} data-kpi={kpi.key} onClick={onOpen} aria-haspopup="dialog">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text fz="sm" fw={550} lh={1.3}><Text span c="dimmed" fz="xs" mr={6} className="num">{kpi.number}</Text>{label}</Text>
        {kpi.alarm && <Tooltip label={kpi.alarm}><IconAlertTriangleFilled size={17} className={classes.alarm} aria-label={t('kpi.alarm')} /></Tooltip>}
      </Group>
      <Group align="baseline" gap="0 10px" mt={6}>
        <Text className="figure" fz={32} lh={1.1} data-value>{show(kpi.value)}</Text>
        <Delta change={changeOf(kpi.value, kpi.previous, kpi.lower_is_better)} said />
      </Group>
      <Box mt="auto" pt="xs" mb="xs"><Sparkline values={kpi.series.map((s) => s.value)} color={kpi.alarm ? 'var(--mantine-color-clay-6)' : undefined} /></Box>
      {share !== null && state && <Progress value={share * 100} size={5} color={GOAL_COLOR[state]} mb={6} aria-label={t('kpi.goal')} />}
      <Group justify="space-between" gap="0 10px">
        <Text fz="xs" c="dimmed" className="num">{kpi.goal === null ? t('kpi.no_goal') : t('kpi.goal_of', { goal: show(kpi.goal) })}</Text>
        {kpi.baseline !== null && <Text fz="xs" c="dimmed" className="num">{t('kpi.baseline_of', { baseline: show(kpi.baseline) })}</Text>}
      </Group>
    </UnstyledButton>
  )
}

/** `said`: with the words of what it compares with, next to a baseline that is another. */
export function Delta({ change, said }: { change: Change | null; said?: boolean }) {
  const { t } = useTranslation()
  if (!change) return null
  const Arrow = change.flat ? IconArrowRight : change.share > 0 ? IconArrowUpRight : IconArrowDownRight
  const color = change.flat ? 'dimmed' : change.better ? 'var(--siembra-good)' : 'var(--siembra-bad)'
  return (
    <Tooltip label={t('kpi.against_previous')}>
      <Text span c={color} fz="sm" fw={600} className="num" style={{ whiteSpace: 'nowrap' }}>
        <Arrow size={15} style={{ verticalAlign: -2.5 }} aria-hidden /> {percent(Math.abs(change.share), 0)}
        {said && <Text span fz={11} fw={400} c="dimmed"> {t('kpi.on_previous')}</Text>}
      </Text>
    </Tooltip>
  )
}
