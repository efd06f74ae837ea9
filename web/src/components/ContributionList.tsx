/** What each rule gives to a score, and the activities that made it so. */
import { Anchor, Box, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activity, Contribution } from '@/api/types'
import { date } from '@/format'
import { ActivityText } from './ActivityText'

export function ContributionList({ contributions, evidence = [] }: { contributions: Contribution[]; evidence?: Activity[] }) {
  const { t } = useTranslation()
  if (contributions.length === 0) return <Text fz="sm" c="dimmed" py={6}>{t('score.nothing')}</Text>
  return (
    <Stack gap={4} py={6} component="ul" style={{ listStyle: 'none', margin: 0, paddingLeft: 0 }}>
      {contributions.map((c) => <Item key={c.part + c.rule} contribution={c} evidence={evidence} />)}
    </Stack>
  )
}

function Item({ contribution: c, evidence }: { contribution: Contribution; evidence: Activity[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const made = evidence.filter((a) => c.evidence.includes(a.number))
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="xs" align="baseline">
        <Text fz="sm">
          {c.label}
          {c.times > 1 && <Text span c="dimmed" fz="xs"> × {c.times}</Text>}
          {made.length > 0 && <Anchor component="button" type="button" fz="xs" ml={6} aria-expanded={open} onClick={() => setOpen(!open)}>{t('score.because')}</Anchor>}
        </Text>
        <Text fz="sm" fw={600} className="num" c={c.points < 0 ? 'var(--siembra-bad)' : 'var(--siembra-good)'}>{c.points > 0 ? '+' : ''}{c.points}</Text>
      </Group>
      {open && made.map((a) => (
        <Box key={a.number} pl="sm" my={4} style={{ borderLeft: '2px solid var(--siembra-line)' }}>
          <Text fz={11} c="dimmed">{date(a.occurred_at)}</Text>
          <ActivityText activity={a} />
        </Box>
      ))}
    </li>
  )
}
