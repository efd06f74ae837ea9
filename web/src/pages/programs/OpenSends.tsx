/** What a program without runs has not sent yet: how many wait, and why those that were put off were. */
import { Card, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deferredQuery } from '@/api/sends'
import { useCan } from '@/api/session'
import { number, sentence } from '@/format'
import { said } from '@/i18n/said'
import { SendsLink } from './SendsLink'

const OPEN = ['queued', 'leased', 'handing', 'deferred']

export function OpenSends({ program }: { program: string }) {
  const { t } = useTranslation()
  const may = useCan()('read_sends')
  const { data } = useQuery({ ...deferredQuery(program), enabled: may })
  const open = OPEN.flatMap((state) => (data?.states[state] ? [[state, data.states[state]] as const] : []))
  if (!data || open.length === 0) return null
  const reasons = new Map<string, number>()
  for (const { reason } of data.items) if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  return (
    <Card data-open-sends>
      <Title order={3} mb={4}>{t('programs.open_sends')}</Title>
      <Group gap="md">
        {open.map(([state, n]) => <Text key={state} fz="sm" c="dimmed">{t(`sends.state.${state}`)} <SendsLink program={program} state={state} n={n} label={t(`sends.state.${state}`)} /></Text>)}
      </Group>
      {[...reasons].sort((a, b) => b[1] - a[1]).map(([reason, n]) => <Text key={reason} fz="sm" style={{ overflowWrap: 'anywhere' }}>{sentence(said(reason))} <Text span fz="xs" c="dimmed" className="num">{number(n)}</Text></Text>)}
      {data.next && <Text fz="xs" c="dimmed">{t('programs.open_sends_latest', { n: number(data.items.length) })}</Text>}
    </Card>
  )
}
