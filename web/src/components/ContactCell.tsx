/** A contact in a table: name that opens the profile, title and company under it. */
import { Box, Text } from '@mantine/core'
import { TextLink } from '@/components/links'
import type { ContactRow } from '@/api/types'

export function ContactCell({ contact }: { contact: ContactRow }) {
  const under = [contact.job_title, contact.company ?? contact.account?.name].filter(Boolean).join(' · ')
  return (
    <Box miw={0}>
      <TextLink to="/contacts/$id" params={{ id: contact.id }} fw={600} fz="sm" c="var(--siembra-ink)">{contact.name}</TextLink>
      {under && <Text fz="xs" c="dimmed" truncate maw={300}>{under}</Text>}
    </Box>
  )
}
