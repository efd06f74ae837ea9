/** The lifecycle: the stages of a lead in their order, and the ways between them. */
import { Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Lifecycle, Stage, Transition } from '@/api/model'
import { useCan } from '@/api/session'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { keyOf } from '@/components/definition/keyOf'
import { Rows } from '@/components/definition/Rows'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { StageFields } from './StageFields'
import { TransitionFields } from './TransitionFields'

export function LifecycleEditor() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const work = useWorkingCopy<Lifecycle>('lifecycle', 'main')
  const { body, change } = work
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!body) return <Waiting lines={10} />
  const { stages, transitions } = body
  const named = (key: string) => stages.find((s) => s.key === key)?.label ?? key
  const way = (w: Transition) => `${(w.from ?? []).map(named).join(', ') || t('lifecycle.anywhere')} → ${named(w.to)}`
  const addStage = () => change({ stages: [...stages, freshStage(stages, t('lifecycle.new_stage'))] })
  const addWay = () => change({ transitions: [...transitions, { from: stages.slice(0, 1).map((s) => s.key), to: stages[1]?.key ?? '', on: 'filter', when: { all: [] } }] })
  return (
    <Stack>
      <DefinitionBar work={work} />
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          <Card><TextInput maw={420} label={t('common.label')} value={body.label} onChange={(e) => change({ label: e.currentTarget.value })} /></Card>
          <Card>
            <Head title={t('lifecycle.stages')} text={t('lifecycle.stages_text')} add={t('lifecycle.add_stage')} onAdd={addStage} />
            <Rows items={stages} label={(s) => s.label} onChange={(next) => change({ stages: next })}>
              {(stage, put, i) => <StageFields stage={stage} first={i === 0} onChange={put} />}
            </Rows>
          </Card>
          <Card>
            <Head title={t('lifecycle.transitions')} text={t('lifecycle.transitions_text')} add={t('lifecycle.add_transition')} onAdd={addWay} />
            <Rows items={transitions} label={way} onChange={(next) => change({ transitions: next })}>
              {(transition, put) => <TransitionFields transition={transition} label={way(transition)} stages={stages} onChange={put} />}
            </Rows>
          </Card>
        </Stack>
      </fieldset>
    </Stack>
  )
}

function freshStage(stages: Stage[], label: string): Stage {
  const base = keyOf(label)
  const key = stages.some((s) => s.key === base) ? `${base}_${stages.length + 1}` : base
  return { key, label, kind: 'inventory', path: false }
}

interface HeadProps { title: string; text: string; add: string; onAdd: () => void }

export function Head({ title, text, add, onAdd }: HeadProps) {
  return (
    <Group justify="space-between" align="flex-end" mb="sm">
      <div style={{ flex: '1 1 300px' }}><Title order={2}>{title}</Title><Text fz="sm" c="dimmed" maw={720}>{text}</Text></div>
      <Button size="xs" variant="light" leftSection={<IconPlus size={15} />} onClick={onAdd}>{add}</Button>
    </Group>
  )
}
