/** Why the contact is in each segment, or not: the conditions with the activities that made them so. */
import { Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Explanation } from '@/api/types'
import { Because } from '@/components/Because'
import { Empty } from '@/components/Empty'
import { dateTime } from '@/format'
import { said } from '@/i18n/said'

export function SegmentReasons({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation()
  const [which, setWhich] = useState('in')
  const list = explanation.segments.filter((s) => s.member === (which === 'in'))
  const { stage } = explanation
  return (
    <Stack>
      {stage && (
        <Card>
          <Title order={3}>{t('why.stage', { stage: stage.label })}</Title>
          <Text fz="sm" c="dimmed">{t('why.since', { at: dateTime(stage.since) })}</Text>
          {stage.because.map((b) => <Text key={b} fz="sm" mt={4}>{said(b)}</Text>)}
        </Card>
      )}
      <Group justify="space-between">
        <Title order={2}>{t('nav.segments')}</Title>
        <SegmentedControl size="xs" value={which} onChange={setWhich} aria-label={t('nav.segments')} data={[{ value: 'in', label: t('why.member') }, { value: 'out', label: t('why.not_member') }]} />
      </Group>
      {list.length === 0 && <Empty compact title={t('why.none')} />}
      {list.map((s) => (
        <Card key={s.key}>
          <Title order={3} mb="xs">{s.label}</Title>
          <Because reason={s.because} evidence={explanation.evidence} />
        </Card>
      ))}
    </Stack>
  )
}
