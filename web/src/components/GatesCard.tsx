/** The three gates of an AQL as they stand now. */
import { Alert, Badge, Card, Group, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Gates } from '@/api/types'
import { said } from '@/i18n/said'
import { CopyReason } from './CopyReason'
import { GateList } from './GateList'

export function GatesCard({ gates }: { gates: Gates }) {
  const { t } = useTranslation()
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('gates.title')}</Title>
        {gates.passed ? <Badge color="campo">{t('gates.passed')}</Badge> : gates.list && <Badge color="sun">{t(`worklist.list.${gates.list}`)}</Badge>}
      </Group>
      {gates.excluded && <Alert color="gray" mb="sm">{said(gates.excluded)}</Alert>}
      <GateList gates={gates} />
      <CopyReason reason={gates.reason} />
    </Card>
  )
}
