/** The results of recipients who have something in common: address domain, device, variant, segment. */
import { Anchor, Card, SegmentedControl, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Narrow } from '@/api/results'
import type { MailOutcome, ProgramResults, ResultSlice } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { number, percent, units } from '@/format'

type By = 'domain' | 'device' | 'variant' | 'segment'
const LIST = { domain: 'domains', device: 'devices', variant: 'variants', segment: 'segments' } as const

interface Props { results: ProgramResults; onOpen: (narrow: Narrow) => void }

export function SliceTable({ results, onOpen }: Props) {
  const { t } = useTranslation()
  const [by, setBy] = useState<By>('domain')
  const shown = (['domain', 'device', 'variant', 'segment'] as const).filter((b) => b !== 'variant' || results.variants.length > 0)
  const name = (s: ResultSlice) => (by === 'device' ? t(`results.device.${s.key}`, { defaultValue: s.key }) : s.label || s.key || t('contacts.no_address'))
  const inAll = by === 'domain' ? results.domains_in_all : by === 'segment' ? results.segments_in_all : 0
  const count = (outcome: MailOutcome, of: (s: ResultSlice) => number, all?: (s: ResultSlice) => number) => ({
    key: outcome, title: t(`results.outcome.${outcome}`), align: 'right' as const, cell: (s: ResultSlice) => (
      <span style={{ whiteSpace: 'nowrap' }}>
        {of(s) > 0 ? <Anchor component="button" fz="sm" className="num" onClick={() => onOpen({ [by]: s.key, outcome })}>{number(of(s))}</Anchor> : '0'}
        {all && all(s) > 0 && ` · ${percent(of(s) / all(s), 0)}`}
      </span>
    ),
  })
  return (
    <Card p={0}>
      <Group justify="space-between" p="md" pb="xs">
        <Title order={2}>{t('results.by')}</Title>
        <SegmentedControl size="xs" value={by} onChange={(v) => setBy(v as By)} aria-label={t('results.by')} data={shown.map((b) => ({ value: b, label: t(`results.by.${b}`) }))} />
      </Group>
      <DataTable
        plain label={t(`results.by.${by}`)} rows={results[LIST[by]]} id={(s) => s.key} empty={<Empty compact title={t('results.none')} />}
        columns={[
          { key: 'name', title: t(`results.by.${by}`), cell: name },
          ...(by === 'device' ? [] : [count('sent', (s) => s.sent), count('delivered', (s) => s.delivered), count('bounced', (s) => s.bounced, (s) => Math.max(s.sent, s.bounced))]),
          count('opened', (s) => s.opened, by === 'device' ? undefined : (s) => s.delivered),
          count('clicked', (s) => s.clicked, by === 'device' ? undefined : (s) => s.delivered),
          count('unsubscribed', (s) => s.unsubscribed),
          count('complained', (s) => s.complained),
          count('converted', (s) => s.converted),
          { key: 'revenue', title: t('results.revenue'), align: 'right' as const, cell: (s: ResultSlice) => (s.revenue === 0 ? '0' : units(s.revenue, results.currency)) },
        ]}
      />
      {inAll > results[LIST[by]].length && <Text fz="xs" c="dimmed" p="md" pt="xs">{t('results.largest', { n: number(results[LIST[by]].length), all: number(inAll) })}</Text>}
    </Card>
  )
}
