/** An email looked at before it goes to many, as it was last saved. */
import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { emailPreflight } from '@/api/preflight'
import type { Email } from '@/api/model'
import type { WorkingCopy } from '@/components/definition/useWorkingCopy'
import { Loaded } from '@/components/Loaded'
import { Findings } from '@/components/preflight/Findings'

export function CheckTab({ work }: { work: WorkingCopy<Email> }) {
  const { t } = useTranslation()
  const query = useQuery({ ...emailPreflight(work.key, true), refetchOnWindowFocus: false })
  return (
    <Card maw={860}>
      <Stack>
        <Group justify="space-between" wrap="nowrap" align="flex-start"><Text fz="sm" c="dimmed">{t('preflight.email_text')}</Text><Button size="xs" style={{ flex: 'none' }} variant="default" leftSection={<IconRefresh size={15} />} loading={query.isFetching} onClick={() => void query.refetch()}>{t('preflight.again')}</Button></Group>
        {work.dirty && <Alert color="sky" p="xs"><Text fz="sm">{t('preflight.unsaved')}</Text></Alert>}
        <Loaded query={query}>{(p) => <Findings preflight={p} />}</Loaded>
      </Stack>
    </Card>
  )
}
