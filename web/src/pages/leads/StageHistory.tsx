/** When a lead first entered each stage, and how long it took from one to the next. */
import { Badge, Group, Text, Timeline as Line } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Lead } from '@/api/types'
import { dateTime, duration } from '@/format'

export function StageHistory({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const { stages } = lead
  const now = stages.findIndex((s) => s.key === lead.stage.key)
  return (
    <Line active={stages.length} bulletSize={14} lineWidth={2}>
      {stages.map((s, i) => (
        <Line.Item key={s.key} mt={i === 0 ? 0 : 12}>
          <Group gap="xs">
            <Text fz="sm" fw={i === now ? 650 : 500}>{s.label}</Text>
            {i === now && <Badge size="sm" color="campo">{t('leads.now')}</Badge>}
          </Group>
          <Text fz="xs" c="dimmed">
            {dateTime(s.at)}
            {i > 0 && s.at !== stages[i - 1].at && ` · ${t('leads.after', { time: duration((new Date(s.at).getTime() - new Date(stages[i - 1].at).getTime()) / 1000) })}`}
            {i === now && s.at !== lead.stage_since && ` · ${t('leads.again', { at: dateTime(lead.stage_since) })}`}
          </Text>
        </Line.Item>
      ))}
    </Line>
  )
}
