/** One activity in words: what, concerning what, with which particulars; people and stages by name, deals as links. */
import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '@/api/settings'
import type { Activity, Json } from '@/api/types'
import { humanise, money, value } from '@/format'
import { said } from '@/i18n/said'
import { useStages } from './filter/options'
import { TextLink } from './links'

export function ActivityText({ activity: a }: { activity: Activity }) {
  const { t } = useTranslation()
  const about = a.asset_label ?? a.asset
  const deal = a.asset?.startsWith('opp_') ? a.asset : null
  const named = useNames(a.kind)
  const particulars = Object.entries(a.properties).slice(0, 6)
  return (
    <Box miw={0}>
      <Text fz="sm" lh={1.35}>
        <Text span fw={550} fz="sm">{t(`kind.${a.kind}`, { defaultValue: a.label || humanise(a.kind) })}</Text>
        {deal && <Text span fz="sm"> · <TextLink to="/opportunities/$id" params={{ id: deal }} fz="sm">{t('opportunities.one')}</TextLink></Text>}
        {about && !deal && <Text span fz="sm" c="dimmed"> · {about}</Text>}
        {a.value && <Text span fz="sm" fw={600}> · {money(a.value)}</Text>}
      </Text>
      {particulars.length > 0 && (
        <Text fz="xs" c="dimmed" lh={1.4}>{particulars.map(([key, v]) => `${t(`property.${key}`, { defaultValue: humanise(key) })}: ${named(key, v) ?? (key === 'reason' ? said(value(v)) : value(v))}`).join(' · ')}</Text>
      )}
    </Box>
  )
}

/** The names of colleagues and stages that particulars give by id or key. */
function useNames(kind: string): (key: string, v: Json) => string | undefined {
  const users = useQuery(usersQuery).data
  const stages = useStages()
  return (key, v) => {
    if (typeof v !== 'string') return undefined
    if (v.startsWith('usr_')) return users?.find((u) => u.id === v)?.name
    return kind === 'stage_changed' && (key === 'from' || key === 'to') ? stages.find((s) => s.value === v)?.label : undefined
  }
}
