/** Formats of the text that is being written: bold, italic, lists, colour, link, variable. */
import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers, IconPalette, IconUnderline } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Colour } from './Colour'
import { useDesk } from './desk'
import { namesOf } from './useVariables'
import { VariablePicker } from './VariablePicker'
import { command, insertTag, linkHere, setLink, useFormats } from './writing'

const FORMATS = [['bold', IconBold], ['italic', IconItalic], ['underline', IconUnderline], ['insertUnorderedList', IconList], ['insertOrderedList', IconListNumbers]] as const

export function TextTools({ id, lists = true }: { id: string; lists?: boolean }) {
  const { t } = useTranslation()
  const { editing, edit, variables } = useDesk()
  const active = editing === id
  const formats = useFormats(active)
  const [opened, setOpened] = useState(false)
  const [panel, setPanel] = useState<'link' | 'colour'>('link')
  const [value, setValue] = useState('')
  if (!active) return <Button size="xs" variant="light" onClick={() => edit(id)}>{t('blocks.write')}</Button>
  const show = (what: 'link' | 'colour') => {
    setValue(what === 'link' ? linkHere() : '')
    setPanel(what)
    setOpened(!opened || panel !== what)
  }
  const put = () => {
    if (panel === 'link') setLink(value.trim())
    else if (value) command('foreColor', value)
    setOpened(false)
  }
  // The caret stays in the text while a tool is pressed.
  const still = { onMouseDown: (e: { preventDefault: () => void }) => e.preventDefault() }
  return (
    <Stack gap={6}>
      <Group gap={2} role="toolbar" aria-label={t('blocks.formats')}>
        {FORMATS.filter(([name]) => lists || !name.startsWith('insert')).map(([name, Picture]) => (
          <Tooltip key={name} label={t(`blocks.format.${name}`)}>
            <ActionIcon {...still} aria-label={t(`blocks.format.${name}`)} aria-pressed={!!formats[name]} variant={formats[name] ? 'light' : 'subtle'} color={formats[name] ? 'campo' : 'gray'} onClick={() => command(name)}><Picture size={17} /></ActionIcon>
          </Tooltip>
        ))}
        <Popover opened={opened} onClose={() => setOpened(false)} withinPortal position="bottom-end" trapFocus withRoles={false}>
          <Popover.Target>
            <Group gap={2}>
              <Tooltip label={t('blocks.link')}><ActionIcon {...still} aria-label={t('blocks.link')} aria-expanded={opened && panel === 'link'} onClick={() => show('link')}><IconLink size={17} /></ActionIcon></Tooltip>
              <Tooltip label={t('blocks.colour')}><ActionIcon {...still} aria-label={t('blocks.colour')} aria-expanded={opened && panel === 'colour'} onClick={() => show('colour')}><IconPalette size={17} /></ActionIcon></Tooltip>
            </Group>
          </Popover.Target>
          <Popover.Dropdown w={280}>
            <form onSubmit={(e) => { e.preventDefault(); e.stopPropagation(); put() }}>
              <Stack gap="xs">
                {panel === 'link'
                  ? <TextInput size="xs" label={t('blocks.link')} placeholder="https://" data-autofocus value={value} onChange={(e) => setValue(e.currentTarget.value)} />
                  : <Colour label={t('blocks.colour')} autoFocus value={value} onChange={setValue} />}
                <Group gap="xs" justify="flex-end"><Button size="xs" type="submit">{t('blocks.apply')}</Button></Group>
              </Stack>
            </form>
          </Popover.Dropdown>
        </Popover>
        <VariablePicker onPick={(tag) => void insertTag(tag, namesOf(variables))} near={id} />
      </Group>
      <Text fz="xs" c="dimmed">{t('blocks.write_hint')}</Text>
    </Stack>
  )
}
