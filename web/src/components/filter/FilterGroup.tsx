/** A group of conditions: what must hold of its parts, the parts, and adding to them. */
import { Box, Button, Group, Menu, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconPlus, IconStack2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { blank, groupOf, LEAVES, LEAVES_AT_ACCOUNT, makeGroup, type Joint } from './leaves'
import { LEAF_ICONS } from './icons'
import { FilterLeaf } from './FilterLeaf'
import { useHands } from './hands'
import { PartButtons, usePartKeys } from './PartButtons'
import { DEEPEST, type Place } from './tree'
import classes from './filter.module.css'

interface Props { value: Filter; onChange: (filter: Filter) => void; onRemove?: () => void; place: Place }

export function FilterGroup({ value, onChange, onRemove, place }: Props) {
  const { t } = useTranslation()
  const hands = useHands()
  const onKeyDownCapture = usePartKeys(place, onRemove)
  const depth = place.length
  const { joint, parts } = groupOf(value) ?? { joint: 'all' as Joint, parts: [] }
  const put = (next: Filter[]) => onChange(makeGroup({ joint, parts: next }))
  const at = (i: number, part: Filter) => put(parts.map((old, k) => (k === i ? part : old)))
  const add = (part: Filter) => {
    hands.focus([...place, parts.length])
    put([...parts, part])
  }
  const remove = (i: number) => {
    if (parts.length === 1) hands.focus(place, 'add')
    else hands.focus([...place, Math.min(i, parts.length - 2)])
    put(parts.filter((_, k) => k !== i))
  }
  const empty = t(hands.atAccount ? 'filter.any_contact' : 'filter.everyone')
  return (
    <Box className={classes.group} data-joint={joint} data-depth={depth} role="group" aria-label={t(`filter.joint.${joint}`)} data-place={hands.mark(place)} tabIndex={-1} onKeyDownCapture={onKeyDownCapture}>
      <Group data-hands justify="space-between" mb="xs" gap="xs" wrap="nowrap">
        <Group gap="xs">
          <SegmentedControl
            size="xs" value={joint} onChange={(j) => onChange(makeGroup({ joint: j as Joint, parts }))}
            aria-label={t('filter.joint')} data={(['all', 'any', 'none'] as const).map((j) => ({ value: j, label: t(`filter.joint.${j}`) }))}
          />
          <Text fz="xs" c="dimmed">{parts.length === 0 ? (depth === 0 ? empty : t('filter.empty_group')) : t('filter.of_these')}</Text>
        </Group>
        {onRemove && <PartButtons place={place} onRemove={onRemove} kind="group" />}
      </Group>
      <Stack gap={8}>
        {parts.map((part, i) => {
          const Part = groupOf(part) ? FilterGroup : FilterLeaf
          return <Part key={i} value={part} onChange={(p) => at(i, p)} onRemove={() => remove(i)} place={[...place, i]} />
        })}
      </Stack>
      <Group data-hands gap="xs" mt={parts.length ? 'xs' : 0}>
        <Menu position="bottom-start" width={290}>
          <Menu.Target>
            <Button size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} data-hand="add">{t('filter.add')}</Button>
          </Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
            {(hands.atAccount ? LEAVES_AT_ACCOUNT : LEAVES).map((kind) => {
              const Picture = LEAF_ICONS[kind]
              return (
                <Menu.Item key={kind} leftSection={<Picture size={16} stroke={1.7} />} onClick={() => add(blank(kind))}>
                  {t(`filter.leaf.${kind}`)}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
        {depth < DEEPEST && (
          <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconStack2 size={15} />} onClick={() => add(joint === 'any' ? { all: [] } : { any: [] })}>
            {t('filter.add_group')}
          </Button>
        )}
      </Group>
    </Box>
  )
}
