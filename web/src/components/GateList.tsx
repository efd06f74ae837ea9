/** Gates with their reasons. */
import { Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Gates } from '@/api/types'
import { said } from '@/i18n/said'

const GATES = ['complete', 'behaviour', 'account'] as const

export function GateList({ gates, compact }: { gates: Gates; compact?: boolean }) {
  const { t } = useTranslation()
  return (
    <Stack gap={compact ? 4 : 'xs'}>
      {GATES.map((key) => ({ key, ...gates[key] })).map((g, i) => (
        <Group key={g.key} gap="xs" wrap="nowrap" align="flex-start">
          <ThemeIcon size={20} radius="xl" variant="light" color={g.passed ? 'campo' : 'clay'} aria-label={t(g.passed ? 'gates.ok' : 'gates.fails')} role="img">
            {g.passed ? <IconCheck size={13} /> : <IconX size={13} />}
          </ThemeIcon>
          <div>
            <Text fz="sm" fw={550} lh={1.3}>{i + 1} · {t(`gates.${g.key}`)}</Text>
            {(g.passed || g.reasons.length === 0 ? [g.line] : g.reasons).map((r) => <Text key={r} fz="xs" c="dimmed" lh={1.4}>{said(r)}</Text>)}
          </div>
        </Group>
      ))}
    </Stack>
  )
}
