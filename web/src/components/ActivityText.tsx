/** One activity in words: what, concerning what, with which particulars. */
import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Activity } from '@/api/types'
import { humanise, money, value } from '@/format'

export function ActivityText({ activity: a }: { activity: Activity }) {
  const { t } = useTranslation()
  const about = a.asset_label ?? a.asset
  const particulars = Object.entries(a.properties).slice(0, 6)
  return (
    <Box miw={0}>
      <Text fz="sm" lh={1.35}>
        <Text span fw={550} fz="sm">{t(`kind.${a.kind}`, { defaultValue: a.label || humanise(a.kind) })}</Text>
        {about && <Text span fz="sm" c="dimmed"> · {about}</Text>}
        {a.value && <Text span fz="sm" fw={600}> · {money(a.value)}</Text>}
      </Text>
      {particulars.length > 0 && (
        <Text fz="xs" c="dimmed" lh={1.4}>{particulars.map(([key, v]) => `${humanise(key)}: ${value(v)}`).join(' · ')}</Text>
      )}
    </Box>
  )
}
