/** The score, opened into the contributions that make it. */
import { Box, Card, Collapse, Group, Progress, Text, Title, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Explanation } from '@/api/types'
import { ContributionList } from './ContributionList'

const PARTS = ['behaviour', 'fit', 'account'] as const
const COLOR = { behaviour: 'campo', fit: 'sun.4', account: 'sky' } as const

export function ScoreCard({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<string | null>('behaviour')
  const { scores, total_score, contributions } = explanation
  return (
    <Card>
      <Group justify="space-between" align="baseline" mb="xs">
        <Title order={2}>{t('contacts.score')}</Title>
        <Text className="figure" fz={34} lh={1}>{total_score}</Text>
      </Group>
      {PARTS.map((part) => {
        const list = contributions.filter((c) => c.part === part)
        const shown = open === part
        return (
          <Box key={part} py={5}>
            <UnstyledButton w="100%" aria-expanded={shown} onClick={() => setOpen(shown ? null : part)}>
              <Group justify="space-between" mb={3}>
                <Text fz="sm" fw={550}>{t(`score.${part}`)}</Text>
                <Group gap={6}>
                  <Text fz="sm" fw={600} className="num">{scores[part]}</Text>
                  <IconChevronDown size={14} style={{ transform: shown ? 'rotate(180deg)' : undefined }} aria-hidden />
                </Group>
              </Group>
              <Progress value={Math.max(0, scores[part])} color={COLOR[part]} size={6} aria-label={t(`score.${part}`)} />
            </UnstyledButton>
            <Collapse expanded={shown}>
              <ContributionList contributions={list} evidence={explanation.evidence} />
            </Collapse>
          </Box>
        )
      })}
    </Card>
  )
}
