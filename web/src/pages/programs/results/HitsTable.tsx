/** Every fetch of the pixel and of a link, with who it is taken for and why. */
import { Badge, Card, Group, Select, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hitsQuery } from '@/api/results'
import type { HitLabel } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { TextLink } from '@/components/links'
import { Pager } from '@/components/Pager'
import { Stamp } from '@/components/Stamp'
import { number } from '@/format'

const LABELS = ['human', 'proxy', 'scanner', 'unknown'] as const
const COLOR: Record<string, string> = { human: 'campo', proxy: 'sky', scanner: 'clay', unknown: 'sun' }

export function HitsTable({ program, run }: { program: string; run?: string }) {
  const { t } = useTranslation()
  const [label, setLabel] = useState<HitLabel | null>(null)
  const [after, setAfter] = useState<string | undefined>()
  const { data, error, refetch } = useQuery(hitsQuery(program, { run, label: label ?? undefined, after }))
  return (
    <Card p={0}>
      <Group justify="space-between" p="md" pb="xs">
        <div>
          <Title order={2}>{t('results.hits')}</Title>
          <Text fz="sm" c="dimmed" maw={640}>{t('results.hits_text')}</Text>
        </div>
        <Select w={200} size="xs" clearable aria-label={t('results.by_whom')} placeholder={t('results.anybody')} value={label} onChange={(l) => { setLabel(l as HitLabel | null); setAfter(undefined) }} data={LABELS.map((l) => ({ value: l, label: `${t(`results.label.${l}`)}${!label && data ? ` (${number(data.labels[l] ?? 0)})` : ''}` }))} />
      </Group>
      <DataTable
        plain label={t('results.hits')} rows={data?.items} id={(h) => `${h.at}${h.fetch}${h.link}${h.agent}${h.contact?.id}`} error={error} retry={() => void refetch()} empty={<Empty compact title={t('results.no_hits')} text={t('results.no_hits_text')} />}
        columns={[
          { key: 'contact', title: t('contacts.name'), cell: (h) => h.contact ? <TextLink to="/contacts/$id" params={{ id: h.contact.id }} fz="sm">{h.contact.name}</TextLink> : '–' },
          { key: 'what', title: t('results.what'), cell: (h) => <><Text fz="sm">{t(`results.fetch.${h.fetch}`)}</Text>{h.fetch === 'click' && <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{h.link.replace(/^https?:\/\/(www\.)?/, '')}</Text>}</> },
          { key: 'by', title: t('results.by_whom'), cell: (h) => <><Badge color={COLOR[h.label ?? ''] ?? 'gray'}>{t(`results.label.${h.label ?? 'waiting'}`)}</Badge>{h.signals.length > 0 && <Text fz="xs" c="dimmed">{h.signals.map((s) => t(`results.signal.${s}`)).join(' · ')}</Text>}</> },
          { key: 'client', title: t('results.client'), from: 'md', cell: (h) => <><Text fz="xs" maw={320} lineClamp={2}>{h.agent || '–'}</Text><Text fz="xs" c="dimmed" className="num">{h.network}</Text></> },
          { key: 'at', title: t('results.at'), from: 'sm', cell: (h) => <Stamp at={h.at} /> },
        ]}
      />
      {data && data.items.length > 0 && <Pager page={data} after={after} limit={50} onGo={setAfter} />}
    </Card>
  )
}
