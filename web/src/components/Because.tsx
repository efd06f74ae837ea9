/** Why a condition holds or not, part by part, down to the activities. */
import { Anchor, Box, Group, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity, Reason } from '@/api/types'
import { date, dateTime } from '@/format'
import { ActivityText } from './ActivityText'

/** A group of one says what its only part says: the part alone is shown. */
function simplest(reason: Reason): Reason {
  return reason.parts.length === 1 && reason.parts[0].sentence === reason.sentence ? simplest(reason.parts[0]) : reason
}

export function Because({ reason: given, evidence }: { reason: Reason; evidence: Activity[] }) {
  const reason = simplest(given)
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const made = evidence.filter((a) => reason.evidence.includes(a.number))
  const Sign = reason.holds ? IconCheck : IconX
  return (
    <Box>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <Sign size={16} color={reason.holds ? 'var(--siembra-good)' : 'var(--siembra-bad)'} style={{ flex: 'none', marginTop: 3 }} role="img" aria-label={t(reason.holds ? 'why.holds' : 'why.fails')} />
        <Text fz="sm">
          {reason.sentence}
          {reason.evidence.length > 0 && <Anchor component="button" type="button" fz="xs" ml={6} aria-expanded={open} onClick={() => setOpen(!open)}>{t('why.activities', { count: reason.evidence.length })}</Anchor>}
          {reason.until && <Text span fz="xs" c="dimmed" ml={6}>{t('why.until', { at: dateTime(reason.until) })}</Text>}
        </Text>
      </Group>
      {open && (
        <Box ml={24} mt={4} pl="sm" style={{ borderLeft: '2px solid var(--siembra-line)' }}>
          {made.length === 0 && <Text fz="xs" c="dimmed">{t('why.older')}</Text>}
          {made.map((a) => <Box key={a.number} mb={4}><Text fz={11} c="dimmed">{date(a.occurred_at)}</Text><ActivityText activity={a} /></Box>)}
        </Box>
      )}
      {reason.parts.length > 0 && <Box ml={8} pl="md" mt={4} style={{ borderLeft: '1px solid var(--siembra-line)' }}>{reason.parts.map((p, i) => <Box key={i} mt={4}><Because reason={p} evidence={evidence} /></Box>)}</Box>}
    </Box>
  )
}
