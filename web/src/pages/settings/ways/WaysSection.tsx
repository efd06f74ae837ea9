/** Ways out: each with how it does, in order of preference; the rules that decide between them; and which way a message takes. */
import { ActionIcon, Badge, Button, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconArrowUp, IconPencil, IconPlugConnected, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import type { Way, WayList, WayRouting } from '@/api/types'
import { checkWay, deleteWay, putRouting, waysQuery } from '@/api/ways'
import { DataTable } from '@/components/DataTable'
import { Loaded, Waiting } from '@/components/Loaded'
import { notifyProblem } from '@/components/Problem'
import { number } from '@/format'
import { said } from '@/i18n/said'
import { RouteCard } from './RouteCard'
import { RulesCard } from './RulesCard'
import { COLOR, nameOf } from './state'
import { WayModal } from './WayModal'

const changed = () => void queries.invalidateQueries({ queryKey: ['ways'] })

export function WaysSection() {
  return <Loaded query={useQuery(waysQuery)} skeleton={<Waiting lines={6} />}>{(list) => <Ways list={list} />}</Loaded>
}

function Ways({ list }: { list: WayList }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Way | 'new' | null>(null)
  const remove = useMutation({ mutationFn: deleteWay, onSuccess: changed, onError: notifyProblem })
  const route = useMutation({ mutationFn: putRouting, onSuccess: changed, onError: notifyProblem })
  const first = (key: string) => {
    const keys = list.items.map((w) => w.key)
    const at = keys.indexOf(key)
    ;[keys[at - 1], keys[at]] = [keys[at], keys[at - 1]]
    route.mutate({ ...list.routing, order: keys })
  }
  const sure = (way: Way) => window.confirm(t('ways.remove_sure', { label: way.label })) && remove.mutate(way.key)
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Group justify="flex-end"><Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>{t('ways.add')}</Button></Group>
        <DataTable
          label={t('settings.ways')} rows={list.items} id={(w) => w.key} empty={null}
          columns={[
            {
              key: 'way', title: t('ways.way'), cell: (w) => (
                <>
                  <Text fz="sm" fw={600}>{nameOf(t, w)}</Text>
                  <Text fz="xs" c="dimmed">{t(`ways.kind.${w.kind}`, { defaultValue: w.kind })} · {w.key}</Text>
                </>
              ),
            },
            {
              key: 'state', title: t('segments.state'), cell: (w) => (
                <>
                  <Badge color={COLOR[w.state]}>{t(`ways.state.${w.state}`)}</Badge>
                  {w.reason && <Text fz="xs" c="dimmed" maw={320} style={{ overflowWrap: 'anywhere' }}>{said(w.reason)}</Text>}
                </>
              ),
            },
            { key: 'today', title: t('ways.today'), from: 'sm', align: 'right', cell: (w) => <Text fz="sm" className="num">{w.per_day ? `${number(w.today)} / ${number(w.per_day)}` : number(w.today)}</Text> },
            {
              key: 'do', title: '', align: 'right', cell: (w) => (
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  {w !== list.items[0] && w.kind !== 'outbox' && <Act label={t('ways.up', { label: nameOf(t, w) })} icon={<IconArrowUp size={16} />} onClick={() => first(w.key)} />}
                  {w.kind !== 'outbox' && <Check way={w} />}
                  {!w.fixed && <Act label={t('ways.edit', { label: w.label })} icon={<IconPencil size={16} />} onClick={() => setOpen(w)} />}
                  {!w.fixed && <Act label={t('ways.remove', { label: w.label })} icon={<IconTrash size={16} />} onClick={() => sure(w)} />}
                </Group>
              ),
            },
          ]}
        />
      </Stack>
      <RulesCard key={JSON.stringify(list.routing)} list={list} saving={route.isPending} onSave={(rules: WayRouting['rules']) => route.mutate({ order: list.items.map((w) => w.key), rules })} />
      <RouteCard list={list} />
      {open && <WayModal kinds={list.kinds} way={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}

function Act({ label, icon, onClick, loading }: { label: string; icon: React.ReactNode; onClick: () => void; loading?: boolean }) {
  return <Tooltip label={label}><ActionIcon aria-label={label} loading={loading} onClick={onClick}>{icon}</ActionIcon></Tooltip>
}

/** Asks the server whether it knows us, and says what it answers. */
function Check({ way }: { way: Way }) {
  const { t } = useTranslation()
  const check = useMutation({ mutationFn: () => checkWay(way.key), onSuccess: changed, onError: notifyProblem })
  return (
    <Group gap={4} wrap="nowrap">
      {check.data && <Text fz="xs" role="status" maw={220} c={check.data.ok ? 'campo' : 'clay'} style={{ overflowWrap: 'anywhere' }}>{check.data.ok ? t('ways.works') : said(check.data.reason ?? '')}</Text>}
      <Act label={t('ways.check', { label: nameOf(t, way) })} icon={<IconPlugConnected size={16} />} loading={check.isPending} onClick={() => check.mutate()} />
    </Group>
  )
}
