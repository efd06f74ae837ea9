/** Things in an order that matters: each in a frame of its own, moved up and down, removed. */
import { ActionIcon, Box, Group, Stack } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props<T> { items: T[]; label: (item: T, i: number) => string; onChange: (items: T[]) => void; children: (item: T, put: (part: Partial<T>) => void, i: number) => ReactNode }

export function Rows<T extends object>({ items, label, onChange, children }: Props<T>) {
  const { t } = useTranslation()
  const swap = (i: number, k: number) => onChange(items.map((item, n) => (n === i ? items[k] : n === k ? items[i] : item)))
  const put = (i: number) => (part: Partial<T>) => onChange(items.map((item, n) => (n === i ? { ...item, ...part } : item)))
  return (
    <Stack gap="xs">
      {items.map((item, i) => (
        <Group key={i} wrap="nowrap" align="flex-start" gap="xs" p="xs" style={{ border: '1px solid var(--siembra-line)', borderRadius: 10 }} role="group" aria-label={label(item, i)}>
          <Box style={{ flex: 1, minWidth: 0 }}>{children(item, put(i), i)}</Box>
          <Group gap={0} wrap="nowrap">
            <ActionIcon disabled={i === 0} aria-label={`${t('step.up')}: ${label(item, i)}`} onClick={() => swap(i, i - 1)}><IconArrowUp size={15} /></ActionIcon>
            <ActionIcon disabled={i === items.length - 1} aria-label={`${t('step.down')}: ${label(item, i)}`} onClick={() => swap(i, i + 1)}><IconArrowDown size={15} /></ActionIcon>
            <ActionIcon aria-label={`${t('common.remove')}: ${label(item, i)}`} onClick={() => onChange(items.filter((_, n) => n !== i))}><IconX size={15} /></ActionIcon>
          </Group>
        </Group>
      ))}
    </Stack>
  )
}
