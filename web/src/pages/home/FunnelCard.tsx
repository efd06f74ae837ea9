/** Leads by stage: how many entered, how many went on, how long it took. */
import { Box, Card, Group, Text, Title, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import { funnelQuery, type Period } from '@/api/reports'
import type { FunnelStage } from '@/api/types'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { number, percent } from '@/format'
import classes from './FunnelCard.module.css'

export function FunnelCard({ period }: { period: Period }) {
  const { t } = useTranslation()
  const query = useQuery(funnelQuery(period))
  return (
    <Card h="100%">
      <Title order={2}>{t('funnel.title')}</Title>
      <Text c="dimmed" fz="sm" mb="md">{t('funnel.text')}</Text>
      <Loaded query={query}>
        {({ stages }) => {
          const path = stages.filter((s) => s.on_path)
          const detours = stages.filter((s) => !s.on_path)
          const most = Math.max(1, ...path.map((s) => Math.max(s.entered, 0)))
          if (stages.length === 0) return <Empty compact title={t('funnel.empty')} />
          return (
            <>
              <ol className={classes.list}>{path.map((s) => <Stage key={s.key} stage={s} most={most} />)}</ol>
              {detours.length > 0 && (
                <Group gap="lg" mt="md">
                  <Text fz="xs" c="dimmed">{t('funnel.detours')}</Text>
                  {detours.map((s) => <Text key={s.key} fz="sm">{s.label} <Text span fw={600} className="num">{number(s.entered)}</Text></Text>)}
                </Group>
              )}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}

function Stage({ stage, most }: { stage: FunnelStage; most: number }) {
  const { t } = useTranslation()
  return (
    <li className={classes.row}>
      <div>
        <TextLink to="/contacts" search={{ filter: { stage: [stage.key] } }} fz="sm" fw={550} c="var(--siembra-ink)">{stage.label}</TextLink>
        <Text fz={11} c="dimmed" className="num">{t('funnel.current', { n: number(stage.current) })}</Text>
      </div>
      <Box className={classes.track}><Box className={classes.bar} style={{ width: `${Math.max(0.8, (stage.entered / most) * 100)}%` }} /></Box>
      <Text className="figure" ta="right">{number(stage.entered)}</Text>
      <Box ta="right">
        {stage.conversion !== null && (
          <Tooltip label={t('funnel.conversion')}><Text span fz="sm" fw={600} c="var(--siembra-good)" className="num">{percent(stage.conversion, 0)}</Text></Tooltip>
        )}
        {stage.median_days !== null && <Text fz={11} c="dimmed" className="num">{t('funnel.days', { n: number(stage.median_days, 1) })}</Text>}
      </Box>
    </li>
  )
}
