/** Gates with their reasons. */
import { Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Gate } from '@/api/types'

export function GateList({ gates, compact }: { gates: Gate[]; compact?: boolean }) {
  const { t } = useTranslation()
  return (
    <Stack gap={compact ? 4 : 'xs'}>
      {gates.map((g, i) => (
        <Group key={g.key} gap="xs" wrap="nowrap" align="flex-start">
          <ThemeIcon size={20} radius="xl" variant="light" color={g.passed ? 'campo' : 'clay'} aria-label={t(g.passed ? 'gates.ok' : 'gates.fails')} role="img">
            {g.passed ? <IconCheck size={13} /> : <IconX size={13} />}
          </ThemeIcon>
          <div>
            <Text fz="sm" fw={550} lh={1.3}>{i + 1} · {t(`gates.${g.key}`, { defaultValue: g.label })}</Text>
            {g.reasons.map((r) => <Text key={r} fz="xs" c="dimmed" lh={1.4}>{r}</Text>)}
          </div>
        </Group>
      ))}
    </Stack>
  )
}
