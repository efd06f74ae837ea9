/** How a lead qualified: the gates as they stood then, with the versions of the rules that said so. */
import { Badge, Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Lead } from '@/api/types'
import { CopyReason } from '@/components/CopyReason'
import { dateTime } from '@/format'
import { said } from '@/i18n/said'

export function QualifiedCard({ aql, reason }: { aql: NonNullable<Lead['aql']>; reason: string | null }) {
  const { t } = useTranslation()
  return (
    <Card>
      <Group justify="space-between" mb="sm"><Title order={2}>{t('gates.title')}</Title><Badge color="campo">{t('gates.passed')}</Badge></Group>
      <Text fz="sm" mb="xs">{t('leads.qualified', { at: dateTime(aql.at), behaviour: aql.behaviour, account: aql.account })}</Text>
      <Stack gap={6}>
        {aql.reasons.map((r) => (
          <Group key={r} gap="xs" wrap="nowrap" align="flex-start">
            <ThemeIcon size={20} radius="xl" variant="light" color="campo"><IconCheck size={13} /></ThemeIcon>
            <Text fz="sm">{said(r)}</Text>
          </Group>
        ))}
      </Stack>
      <Text fz="xs" c="dimmed" mt="xs">{t('leads.versions', { scoring: aql.scoring_version, qualification: aql.qualification_version })}</Text>
      <CopyReason reason={reason} />
    </Card>
  )
}
