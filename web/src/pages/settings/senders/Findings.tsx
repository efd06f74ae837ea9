/** What DNS holds: what is wrong first, each with how to mend it. */
import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DomainFinding } from '@/api/types'
import { said } from '@/i18n/said'
import { Verdict } from './state'

const ORDER = ['wrong', 'unknown', 'advice', 'good']

export function Findings({ of }: { of: DomainFinding[] }) {
  const { t } = useTranslation()
  const sorted = [...of].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {sorted.map((finding) => (
        <Group key={finding.topic + finding.text} component="li" gap="sm" wrap="nowrap" align="flex-start">
          <Verdict of={finding.verdict} />
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Text fz="sm"><b>{t(`senders.topic.${finding.topic}`)}:</b> {said(finding.text)}</Text>
            {finding.remedy && <Text fz="sm" c="dimmed">→ {said(finding.remedy)}</Text>}
          </div>
        </Group>
      ))}
    </Stack>
  )
}
