/** The scoring model: behaviour, fit and account rules with their points, caps and decay. */
import { Button, Card, Group, Stack, Table, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BehaviourRule, PointsRule, ScoringModel } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { RehearsalCard } from '@/components/rehearsal/RehearsalCard'
import { BehaviourRow } from './BehaviourRow'
import { BehaviourRuleDrawer } from './BehaviourRuleDrawer'
import { PointsRuleDrawer } from './PointsRuleDrawer'
import { PointsRow } from './PointsRow'

type Part = 'fit' | 'account'
/** What a cap is when the definition names none. */
const CAP = 100

export function ScoringEditor() {
  const { t } = useTranslation()
  const work = useWorkingCopy<ScoringModel>('scoring', 'main')
  const [behaviour, setBehaviour] = useState<number | null>(null)
  const [points, setPoints] = useState<[Part, number] | null>(null)
  const { body, change } = work
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!body) return <Waiting lines={10} />
  const putBehaviour = (i: number, rule: BehaviourRule | null) => change({ behaviour: replaced(body.behaviour, i, rule) })
  const putPoints = (part: Part, i: number, rule: PointsRule | null) => change({ [part]: replaced(body[part], i, rule) } as Partial<ScoringModel>)
  const fresh = (list: { key: string }[], prefix: string) => `${prefix}_${Array.from({ length: list.length + 1 }, (_, i) => i + 1).find((n) => !list.some((r) => r.key === `${prefix}_${n}`))}`
  return (
    <Stack>
      <DefinitionBar work={work} />
      <RehearsalCard work={work} />
      <Card>
        <Head title={t('score.behaviour')} text={t('scoring.behaviour_text')} cap={body.behaviour_cap ?? CAP} onCap={(behaviour_cap) => change({ behaviour_cap })}
          onAdd={() => { putBehaviour(body.behaviour.length, { key: fresh(body.behaviour, 'rule'), label: t('scoring.new_rule'), what: { kind: ['page_viewed'] }, points: 5 }); setBehaviour(body.behaviour.length) }} />
        <div className="table-scroll">
          <Table aria-label={t('score.behaviour')}>
            <Table.Thead><Table.Tr><Table.Th>{t('scoring.rule')}</Table.Th><Table.Th>{t('scoring.points')}</Table.Th><Table.Th>{t('scoring.most')}</Table.Th><Table.Th>{t('scoring.last_days')}</Table.Th><Table.Th>{t('scoring.half_life')}</Table.Th><Table.Th aria-label={t('def.more')} /></Table.Tr></Table.Thead>
            <Table.Tbody>{body.behaviour.map((r, i) => <BehaviourRow key={i} rule={r} onChange={(rule) => putBehaviour(i, rule)} onOpen={() => setBehaviour(i)} />)}</Table.Tbody>
          </Table>
        </div>
      </Card>
      {(['fit', 'account'] as const).map((part) => (
        <Card key={part}>
          <Head title={t(`score.${part}`)} text={t(`scoring.${part}_text`)} cap={(part === 'fit' ? body.fit_cap : body.account_cap) ?? CAP} onCap={(n) => change(part === 'fit' ? { fit_cap: n } : { account_cap: n })}
            onAdd={() => { putPoints(part, body[part].length, { key: fresh(body[part], 'rule'), label: t('scoring.new_rule'), when: { all: [] }, points: 5 }); setPoints([part, body[part].length]) }} />
          <Table aria-label={t(`score.${part}`)}>
            <Table.Thead><Table.Tr><Table.Th>{t('scoring.rule')}</Table.Th><Table.Th>{t('scoring.points')}</Table.Th><Table.Th aria-label={t('def.more')} /></Table.Tr></Table.Thead>
            <Table.Tbody>{body[part].map((r, i) => <PointsRow key={i} rule={r} onChange={(rule) => putPoints(part, i, rule)} onOpen={() => setPoints([part, i])} />)}</Table.Tbody>
          </Table>
          {part === 'account' && <NumberField mt="md" maw={340} label={t('scoring.target_at')} description={t('scoring.target_at_text')} value={body.target_account_at} onChange={(n) => n !== '' && change({ target_account_at: Number(n) })} />}
        </Card>
      ))}
      {behaviour !== null && body.behaviour[behaviour] && <BehaviourRuleDrawer rule={body.behaviour[behaviour]} onChange={(r) => putBehaviour(behaviour, r)} onClose={() => setBehaviour(null)} />}
      {points && body[points[0]][points[1]] && <PointsRuleDrawer rule={body[points[0]][points[1]]} onChange={(r) => putPoints(points[0], points[1], r)} onClose={() => setPoints(null)} />}
    </Stack>
  )
}

function replaced<T>(list: T[], i: number, item: T | null): T[] {
  if (item === null) return list.filter((_, k) => k !== i)
  return i >= list.length ? [...list, item] : list.map((old, k) => (k === i ? item : old))
}

interface HeadProps { title: string; text: string; cap: number; onCap: (n: number) => void; onAdd: () => void }

function Head({ title, text, cap, onCap, onAdd }: HeadProps) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" align="flex-end" mb="sm">
      <div style={{ flex: '1 1 300px' }}><Title order={2}>{title}</Title><Text fz="sm" c="dimmed">{text}</Text></div>
      <Group gap="xs" align="flex-end">
        <NumberField size="xs" w={110} min={0} label={t('scoring.cap')} value={cap} onChange={(n) => n !== '' && onCap(Number(n))} />
        <Button size="xs" variant="light" leftSection={<IconPlus size={15} />} onClick={onAdd}>{t('scoring.add_rule')}</Button>
      </Group>
    </Group>
  )
}
