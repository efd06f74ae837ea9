/** The visual editor: palette, canvas, and the properties of what is selected. */
import { ActionIcon, Box, Group, Tooltip, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp, IconArrowForwardUp, IconHelp, IconPalette } from '@tabler/icons-react'
import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { BrandDrawer } from './BrandDrawer'
import { Canvas } from './Canvas'
import { DeskContext } from './desk'
import { Findings } from './Findings'
import { Inspector } from './Inspector'
import { KeysModal } from './KeysModal'
import type { Doc } from './model/types'
import { Palette } from './Palette'
import type { Blocks } from './useBlocks'
import { useDeskOf } from './useDeskOf'
import classes from './blocks.module.css'

interface Props { blocks: Blocks; doc: Doc; email: Email; changeEmail: (part: Partial<Email>) => void; readOnly: boolean; part: boolean }

export function BlockEditor(props: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { desk, said, undo, redo } = useDeskOf({ ...props, box })
  const [brand, brandDo] = useDisclosure()
  const [keys, keysDo] = useDisclosure()
  const onKeyDown = (e: KeyboardEvent) => {
    const writes = (e.target as HTMLElement).closest('input, textarea, [contenteditable=true], .cm-editor')
    if (writes || !(e.ctrlKey || e.metaKey) || !['z', 'y'].includes(e.key.toLowerCase())) return
    e.preventDefault()
    if (e.key.toLowerCase() === 'y' || e.shiftKey) redo()
    else undo()
  }
  const tools = [
    { icon: IconArrowBackUp, label: t('blocks.undo'), on: undo, off: !props.blocks.undo || props.readOnly },
    { icon: IconArrowForwardUp, label: t('blocks.redo'), on: redo, off: !props.blocks.redo || props.readOnly },
    ...(props.part ? [] : [{ icon: IconPalette, label: t('blocks.brand'), on: brandDo.open, off: props.readOnly }]),
    { icon: IconHelp, label: t('blocks.keys'), on: keysDo.open, off: false },
  ]
  return (
    <DeskContext value={desk}>
      <Box ref={box} className={classes.desk} onKeyDown={onKeyDown}>
        <Box className={classes.side}>
          <Group gap={4} mb="xs" role="toolbar" aria-label={t('blocks.tools')}>
            {tools.map(({ icon: Picture, label, on, off }) => (
              <Tooltip key={label} label={label}><ActionIcon aria-label={label} disabled={off} onClick={on}><Picture size={18} /></ActionIcon></Tooltip>
            ))}
          </Group>
          <Palette />
        </Box>
        <Box miw={0}>
          <Canvas />
          <Findings />
        </Box>
        <Box className={classes.side} component="section" aria-label={t('blocks.properties')}><Inspector onBrand={brandDo.open} /></Box>
        <VisuallyHidden role="status" aria-live="polite">{said}</VisuallyHidden>
      </Box>
      <BrandDrawer opened={brand} onClose={brandDo.close} />
      <KeysModal opened={keys} onClose={keysDo.close} />
    </DeskContext>
  )
}
