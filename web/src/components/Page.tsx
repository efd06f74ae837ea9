/** A page: title (also of the window), one line of what it is for, actions, content. */
import { Box, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core'
import { TextLink } from '@/components/links'
import { useEffect, type ReactNode } from 'react'

export function useTitle(title: string) {
  useEffect(() => {
    document.title = title ? `${title} · Siembra` : 'Siembra'
  }, [title])
}

interface Props { title: string; text?: ReactNode; badge?: ReactNode; actions?: ReactNode; back?: { to: string; label: string }; children: ReactNode }

export function Page({ title, text, badge, actions, back, children }: Props) {
  useTitle(title)
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" gap="md">
        <Box style={{ flex: '1 1 340px', minWidth: 0 }}>
          {back && (
            <Breadcrumbs mb={4} fz="sm">
              <TextLink to={back.to} fz="sm" truncate maw={300}>{back.label}</TextLink>
              <Text fz="sm" c="dimmed" truncate maw={300}>{title}</Text>
            </Breadcrumbs>
          )}
          <Group gap="sm" align="center">
            <Title order={1}>{title}</Title>
            {badge}
          </Group>
          {text && <Text c="dimmed" fz="sm" mt={4} maw={760}>{text}</Text>}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}
