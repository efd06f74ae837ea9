/** A score as a number with a short bar; the parts on hover. */
import { Box, Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Scores } from '@/api/types'

const COLORS = { behaviour: 'var(--mantine-color-campo-6)', fit: 'var(--mantine-color-sun-4)', account: 'var(--mantine-color-sky-5)' } as const

export function ScoreMeter({ scores, total, of = 250 }: { scores: Scores; total: number; of?: number }) {
  const { t } = useTranslation()
  const parts = ['behaviour', 'fit', 'account'] as const
  return (
    <Tooltip label={parts.map((p) => `${t(`score.${p}`)} ${scores[p]}`).join(' · ')}>
      <Group gap={8} wrap="nowrap" w={110}>
        <Text span className="num" fw={600} fz="sm" w={30} ta="right">{total}</Text>
        <Box style={{ display: 'flex', flex: 1, height: 6, borderRadius: 3, overflow: 'hidden', background: 'var(--siembra-line)' }} aria-hidden>
          {parts.map((p) => <Box key={p} style={{ width: `${(Math.max(0, scores[p]) / of) * 100}%`, background: COLORS[p] }} />)}
        </Box>
      </Group>
    </Tooltip>
  )
}
