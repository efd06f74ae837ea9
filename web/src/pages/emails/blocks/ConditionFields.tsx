/** A condition, picked: variable, comparison, value. */
import { ActionIcon, Button, Card, Group, SegmentedControl, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDefinitionOptions, useFields } from '@/components/filter/options'
import { useDesk } from './desk'
import { SEGMENTS, SEGMENT_TESTS, TESTS, takesMany, takesValue, written, type Condition, type Picked, type Test } from './model/condition'
import { useVariables } from './useVariables'

export function ConditionFields({ value, onChange }: { value: Condition; onChange: (expression: string) => void }) {
  const { t } = useTranslation()
  const { readOnly } = useDesk()
  const { joint, parts } = value
  const put = (next: Partial<Condition>) => onChange(written({ ...value, ...next }))
  const at = (i: number, part: Partial<Picked>) => put({ parts: parts.map((p, k) => (k === i ? { ...p, ...part } : p)) })
  return (
    <Stack gap={6} role="group" aria-label={t('blocks.logic.when')}>
      {parts.length > 1 && <SegmentedControl size="xs" readOnly={readOnly} aria-label={t('filter.joint')} value={joint} onChange={(j) => put({ joint: j as Condition['joint'] })} data={(['and', 'or'] as const).map((j) => ({ value: j, label: t(`blocks.joint.${j}`) }))} />}
      {parts.map((part, i) => <Part key={i} part={part} put={(next) => at(i, next)} onRemove={parts.length > 1 ? () => put({ parts: parts.filter((_, k) => k !== i) }) : undefined} />)}
      {!readOnly && <Button size="compact-xs" variant="subtle" w="fit-content" leftSection={<IconPlus size={13} />} onClick={() => put({ parts: [...parts, { variable: 'contact.language', test: 'is', values: ['es'] }] })}>{t('filter.add')}</Button>}
    </Stack>
  )
}

function Part({ part, put, onRemove }: { part: Picked; put: (next: Partial<Picked>) => void; onRemove?: () => void }) {
  const { t } = useTranslation()
  const { readOnly, selected } = useDesk()
  const ofSegment = part.variable === SEGMENTS
  const segments = useDefinitionOptions('segment')
  const groups = [{ group: t('nav.segments'), items: [{ value: SEGMENTS, label: t('blocks.var.segments') }] }, ...useVariables(selected ?? undefined)]
  const fields = useFields()
  const known = groups.some((g) => g.items.some((i) => i.value === part.variable))
  const choices = fields.find((f) => `${f.object}.${f.key}` === part.variable)?.choices?.map((c) => ({ value: c.key, label: c.label })) ?? (ofSegment ? segments : undefined)
  const rename = (variable: string) => put(variable === SEGMENTS ? { variable, test: 'in_segment', values: [segments[0]?.value ?? ''] } : ofSegment ? { variable, test: 'is', values: [''] } : { variable })
  const retest = (test: Test) => put({ test, values: !takesValue(test) ? [] : test === 'over' || test === 'under' ? [part.values[0]?.replace(/\D/g, '') || '0'] : takesMany(test) ? part.values.filter(Boolean) : [part.values[0] ?? ''] })
  return (
    <Card p={8} withBorder>
      <Stack gap={6}>
        <Group gap={4} wrap="nowrap">
          <Select size="xs" style={{ flex: 1 }} searchable allowDeselect={false} readOnly={readOnly} aria-label={t('blocks.variable')} data={known ? groups : [...groups, { group: '', items: [{ value: part.variable, label: part.variable }] }]} value={part.variable} onChange={(v) => v && rename(v)} />
          {onRemove && !readOnly && <ActionIcon size="sm" aria-label={t('common.remove')} onClick={onRemove}><IconX size={14} /></ActionIcon>}
        </Group>
        <Select size="xs" allowDeselect={false} readOnly={readOnly} aria-label={t('filter.comparison')} data={(ofSegment ? SEGMENT_TESTS : TESTS).map((value) => ({ value, label: t(`blocks.test.${value}`) }))} value={part.test} onChange={(v) => v && retest(v as Test)} />
        {takesMany(part.test) && <TagsInput size="xs" aria-label={t('filter.value')} readOnly={readOnly} acceptValueOnBlur data={choices?.map((c) => c.value)} value={part.values} onChange={(values) => put({ values })} />}
        {takesValue(part.test) && !takesMany(part.test) && (choices && part.test !== 'over' && part.test !== 'under'
          ? <Select size="xs" searchable readOnly={readOnly} aria-label={t('filter.value')} data={choices} value={part.values[0] ?? null} onChange={(v) => put({ values: [v ?? ''] })} />
          : <TextInput size="xs" aria-label={t('filter.value')} readOnly={readOnly} value={part.values[0] ?? ''} onChange={(e) => put({ values: [e.currentTarget.value] })} />)}
      </Stack>
    </Card>
  )
}
