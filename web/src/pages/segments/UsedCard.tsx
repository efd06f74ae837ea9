/** Where a segment is used: programs, scoring and qualification, the lifecycle, assignment and other segments. */
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { DefinitionRow, Kind } from '@/api/types'
import { TextLink } from '@/components/links'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { USERS, usesOf } from './uses'

const PAGE: Partial<Record<Kind, (key: string) => string>> = {
  segment: (key) => `/segments/${key}`, program: (key) => `/programs/${key}?tab=setup`,
  scoring: () => '/scoring', qualification: () => '/scoring?tab=qualification', lifecycle: () => '/scoring?tab=lifecycle', assignment: () => '/scoring?tab=assignment',
}

export function UsedCard({ name }: { name: string }) {
  const { t } = useTranslation()
  const { rows, error, pending } = useQueries({
    queries: USERS.map((kind) => definitionsQuery(kind)),
    combine: (all) => ({ rows: all.flatMap((query) => query.data ?? []), error: all.find((query) => query.error)?.error, pending: all.some((query) => query.isPending) }),
  })
  return (
    <Card component="section" aria-label={t('segments.used')}>
      <Title order={2} fz="lg" mb="xs">{t('segments.used')}</Title>
      {error ? <Problem error={error} /> : pending ? <Waiting lines={2} /> : <Uses uses={usesOf(name, rows)} />}
    </Card>
  )
}

function Uses({ uses }: { uses: DefinitionRow[] }) {
  const { t } = useTranslation()
  if (uses.length === 0) return <Text fz="sm" c="dimmed">{t('segments.used_nowhere')}</Text>
  return (
    <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {uses.map((use) => (
        <Group key={use.kind + use.key} component="li" gap="xs" wrap="nowrap" justify="space-between">
          <TextLink to={PAGE[use.kind]!(use.key)} fz="sm">{use.label}</TextLink>
          <Group gap={4} wrap="nowrap">
            {use.state === 'draft' && <Badge size="sm" color="sun">{t('def.state.draft')}</Badge>}
            <Text fz="xs" c="dimmed">{t(`defkind.${use.kind}`)}</Text>
          </Group>
        </Group>
      ))}
    </Stack>
  )
}
