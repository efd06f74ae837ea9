/** Nothing here yet: why, and what to do next. */
import { Center, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconSeedling, type Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface Props { title: string; text?: ReactNode; action?: ReactNode; icon?: Icon; compact?: boolean }

export function Empty({ title, text, action, icon: Picture = IconSeedling, compact }: Props) {
  return (
    <Center py={compact ? 'md' : 48} px="md">
      <Stack align="center" gap="xs" maw={460}>
        {!compact && <ThemeIcon size={52} radius="xl" variant="light" color="campo"><Picture size={26} stroke={1.5} /></ThemeIcon>}
        <Text fw={600} ta="center">{title}</Text>
        {text && <Text c="dimmed" fz="sm" ta="center">{text}</Text>}
        {action}
      </Stack>
    </Center>
  )
}
