/** Chooses a variable, and what is said where it is unknown. */
import { ActionIcon, Button, Popover, Select, Stack, TextInput, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBraces } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { quoted } from './model/condition'
import { useVariables, type VariableGroup } from './useVariables'

interface Props { onPick: (tag: string) => void; near?: string }

/** Of those that a block may read. */
export function VariablePicker({ onPick, near }: Props) {
  return <VariableButton groups={useVariables(near)} onPick={onPick} />
}

export function VariableButton({ groups, onPick }: { groups: VariableGroup[]; onPick: (tag: string) => void }) {
  const { t } = useTranslation()
  const [opened, openedDo] = useDisclosure()
  const [name, setName] = useState<string | null>(null)
  const [other, setOther] = useState('')
  const put = () => {
    if (!name) return
    openedDo.close()
    onPick(other ? `{{ ${name} | default(${quoted(other)}) }}` : `{{ ${name} }}`)
    setName(null)
    setOther('')
  }
  return (
    <Popover opened={opened} onChange={(o) => !o && openedDo.close()} position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Tooltip label={t('blocks.variable')}>
          <ActionIcon aria-label={t('blocks.variable')} aria-expanded={opened} onMouseDown={(e) => e.preventDefault()} onClick={openedDo.toggle}><IconBraces size={17} /></ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown w={280}>
        <form onSubmit={(e) => { e.preventDefault(); e.stopPropagation(); put() }}>
          <Stack gap="xs">
            <Select size="xs" searchable data-autofocus label={t('blocks.variable')} data={groups} value={name} onChange={setName} comboboxProps={{ withinPortal: false }} maxDropdownHeight={220} />
            <TextInput size="xs" label={t('blocks.variable_else')} value={other} onChange={(e) => setOther(e.currentTarget.value)} />
            <Button size="xs" type="submit" disabled={!name}>{t('blocks.insert')}</Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
