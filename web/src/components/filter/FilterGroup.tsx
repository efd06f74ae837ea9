/** A group of conditions: what must hold of its parts, the parts, and adding to them. */
import { ActionIcon, Box, Button, Group, Menu, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconPlus, IconStack2, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { blank, groupOf, LEAVES, makeGroup, type Joint } from './leaves'
import { LEAF_ICONS } from './icons'
import { FilterLeaf } from './FilterLeaf'
import classes from './filter.module.css'

interface Props { value: Filter; onChange: (filter: Filter) => void; onRemove?: () => void; depth: number }

/** Deeper nesting reads badly; the server allows twelve levels. */
const DEEPEST = 5

export function FilterGroup({ value, onChange, onRemove, depth }: Props) {
  const { t } = useTranslation()
  const { joint, parts } = groupOf(value) ?? { joint: 'all' as Joint, parts: [] }
  const put = (next: Filter[]) => onChange(makeGroup({ joint, parts: next }))
  const at = (i: number, part: Filter | null) => put(part === null ? parts.filter((_, k) => k !== i) : parts.map((old, k) => (k === i ? part : old)))
  return (
    <Box className={classes.group} data-joint={joint} data-depth={depth} role="group" aria-label={t(`filter.joint.${joint}`)}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Group gap="xs">
          <SegmentedControl
            size="xs" value={joint} onChange={(j) => onChange(makeGroup({ joint: j as Joint, parts }))}
            aria-label={t('filter.joint')} data={(['all', 'any', 'none'] as const).map((j) => ({ value: j, label: t(`filter.joint.${j}`) }))}
          />
          <Text fz="xs" c="dimmed">{parts.length === 0 ? t(depth === 0 ? 'filter.everyone' : 'filter.empty_group') : t('filter.of_these')}</Text>
        </Group>
        {onRemove && <ActionIcon onClick={onRemove} aria-label={t('filter.remove_group')}><IconX size={16} /></ActionIcon>}
      </Group>
      <Stack gap={8}>
        {parts.map((part, i) =>
          groupOf(part)
            ? <FilterGroup key={i} value={part} onChange={(p) => at(i, p)} onRemove={() => at(i, null)} depth={depth + 1} />
            : <FilterLeaf key={i} value={part} onChange={(p) => at(i, p)} onRemove={() => at(i, null)} />,
        )}
      </Stack>
      <Group gap="xs" mt={parts.length ? 'xs' : 0}>
        <Menu position="bottom-start" width={270}>
          <Menu.Target>
            <Button size="compact-sm" variant="light" leftSection={<IconPlus size={15} />}>{t('filter.add')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {LEAVES.map((kind) => {
              const Picture = LEAF_ICONS[kind]
              return (
                <Menu.Item key={kind} leftSection={<Picture size={16} stroke={1.7} />} onClick={() => put([...parts, blank(kind)])}>
                  {t(`filter.leaf.${kind}`)}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
        {depth < DEEPEST && (
          <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconStack2 size={15} />} onClick={() => put([...parts, { [joint === 'any' ? 'all' : 'any']: [] } as unknown as Filter])}>
            {t('filter.add_group')}
          </Button>
        )}
      </Group>
    </Box>
  )
}
