/** Goals and baselines of the KPIs. */
import { Badge, Button, Card, Stack, Table, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionChanged, definitionsQuery, publish, saveDraft } from '@/api/definitions'
import type { Goal } from '@/api/model'
import { kpisQuery } from '@/api/reports'
import { useCan } from '@/api/session'
import type { Kpi } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import { NumberField } from '@/components/NumberField'
import { notifyDone, Problem } from '@/components/Problem'
import { TextLink } from '@/components/links'
import { useLeaveGuard } from '@/components/useLeaveGuard'

export function GoalsSection() {
  const { t } = useTranslation()
  const kpis = useQuery(kpisQuery({}))
  const goals = useQuery(definitionsQuery<Goal>('goal'))
  const [edited, setEdited] = useState<Record<string, Goal>>({})
  const edit = (kpi: string, goal: Goal | null) => setEdited(({ [kpi]: _, ...others }) => (goal ? { ...others, [kpi]: goal } : others))
  useLeaveGuard(Object.keys(edited).length > 0, () => setEdited({}))
  return (
    <Card p={0}>
      <div className="table-scroll">
        <Loaded query={kpis}>
          {(report) => (
            <Table aria-label={t('settings.goals')} miw={780}>
              <Table.Thead><Table.Tr><Table.Th>KPI</Table.Th><Table.Th>{t('goals.target')}</Table.Th><Table.Th>{t('goals.baseline')}</Table.Th><Table.Th>{t('goals.note')}</Table.Th><Table.Th aria-label={t('common.save')} /></Table.Tr></Table.Thead>
              <Table.Tbody>
                {goals.data && report.groups.flatMap((g) => g.kpis).sort((a, b) => a.number - b.number).map((kpi) => {
                  const goal = goals.data.find((g) => g.body.kpi === kpi.key)
                  return <Row key={kpi.key} kpi={kpi} name={goal?.key ?? kpi.key} goal={goal?.body ?? null} edited={edited[kpi.key] ?? null} onEdit={(g) => edit(kpi.key, g)} />
                })}
              </Table.Tbody>
            </Table>
          )}
        </Loaded>
      </div>
    </Card>
  )
}

interface RowProps { kpi: Kpi; name: string; goal: Goal | null; edited: Goal | null; onEdit: (goal: Goal | null) => void }

/** Rates and ratios are typed as percentages and kept as shares. */
function Row({ kpi, name, goal, edited, onEdit }: RowProps) {
  const { t } = useTranslation()
  const may = useCan()('publish_definitions')
  const shown = edited ?? goal ?? { kpi: kpi.key }
  const scale = kpi.unit === 'rate' || kpi.unit === 'ratio' ? 100 : 1
  const suffix = scale === 100 ? ' %' : undefined
  const label = t(`kpi.name.${kpi.key}`, { defaultValue: kpi.label })
  const save = useMutation({
    mutationFn: async (body: Goal) => {
      await saveDraft('goal', name, body)
      await publish('goal', name, '')
    },
    onSuccess: async () => { await definitionChanged(); onEdit(null); notifyDone(t('common.saved')) },
  })
  const bound = (key: 'target' | 'baseline', title: string) => (
    <NumberField
      size="xs" w={130} disabled={!may} aria-label={`${label}: ${title}`} suffix={suffix} decimals={4} value={shown[key] === undefined || shown[key] === null ? '' : Number((shown[key]! * scale).toFixed(4))}
      onChange={(n) => onEdit({ ...shown, [key]: n === '' ? undefined : Number((n / scale).toFixed(8)) })}
    />
  )
  return (
    <Table.Tr>
      <Table.Td>
        <Text fz="sm" fw={550}>{kpi.number} · {label}</Text>
        {goal && <TextLink to="/definitions/$kind/$key" params={{ kind: 'goal', key: name }} fz="xs">{t('def.history')}</TextLink>}
        {kpi.lower_is_better && <Badge size="xs" color="gray" ml={6}>{t('kpi.lower')}</Badge>}
      </Table.Td>
      <Table.Td>{bound('target', t('goals.target'))}</Table.Td>
      <Table.Td>{bound('baseline', t('goals.baseline'))}</Table.Td>
      <Table.Td><TextInput size="xs" disabled={!may} aria-label={`${label}: ${t('goals.note')}`} value={shown.note ?? ''} onChange={(e) => onEdit({ ...shown, note: e.currentTarget.value || undefined })} /></Table.Td>
      <Table.Td>
        <Stack gap={4}>
          {edited && <Button size="compact-sm" loading={save.isPending} onClick={() => save.mutate(edited)}>{t('common.save')}</Button>}
          {save.error && <Problem error={save.error} />}
        </Stack>
      </Table.Td>
    </Table.Tr>
  )
}
