/** Where one is in a list, and the ways on and back. */
import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { number } from '@/format'

interface Props { page: { items: unknown[]; next: string | null; total: number }; after: string | undefined; limit: number; onGo: (after: string | undefined) => void }

export function Pager({ page, after, limit, onGo }: Props) {
  const { t } = useTranslation()
  const from = Number(after ?? 0) || 0
  return (
    <Group justify="space-between" px="sm" py={6}>
      <Text fz="xs" c="dimmed" className="num">{t('table.range', { from: number(from + 1), to: number(from + page.items.length), total: number(page.total) })}</Text>
      <Group gap={4}>
        <ActionIcon variant="default" disabled={from === 0} aria-label={t('table.previous')} onClick={() => onGo(from > limit ? String(from - limit) : undefined)}><IconChevronLeft size={16} /></ActionIcon>
        <ActionIcon variant="default" disabled={!page.next} aria-label={t('table.next')} onClick={() => onGo(page.next ?? undefined)}><IconChevronRight size={16} /></ActionIcon>
      </Group>
    </Group>
  )
}
