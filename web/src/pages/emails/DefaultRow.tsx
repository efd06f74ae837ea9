/** What one variable reads where it is unknown. */
import { ActionIcon, Group, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariableGroup } from './blocks/useVariables'

interface Props { name: string; text: string; groups: VariableGroup[]; taken: string[]; onChange: (name: string, text: string) => void; onRemove: () => void }

/** A path that is no field may still be typed: what a trigger passes on has none. */
const PATH = /^\w+(\.\w+)+$/

export function DefaultRow({ name, text, groups, taken, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const free = groups.map((g) => ({ ...g, items: g.items.filter((i) => !taken.includes(i.value)) })).filter((g) => g.items.length > 0)
  const known = new Set(groups.flatMap((g) => g.items.map((i) => i.value)))
  const own = [...new Set([name, typed.trim()])].filter((path) => path && !known.has(path) && !taken.includes(path) && (path === name || PATH.test(path)))
  return (
    <Group gap={6} wrap="nowrap">
      <Select
        size="xs" style={{ flex: 1 }} searchable allowDeselect={false} aria-label={t('emails.variable')} placeholder={t('emails.variable')}
        data={[...free, ...own.map((path) => ({ value: path, label: path }))]} value={name || null} onChange={(to) => to && onChange(to, text)} onSearchChange={setTyped}
      />
      <TextInput size="xs" style={{ flex: 1 }} aria-label={t('emails.reads')} placeholder={t('emails.reads')} value={text} onChange={(e) => onChange(name, e.currentTarget.value)} />
      <ActionIcon aria-label={t('common.remove')} onClick={onRemove}><IconX size={15} /></ActionIcon>
    </Group>
  )
}
