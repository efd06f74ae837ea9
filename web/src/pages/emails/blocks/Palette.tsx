/** Blocks to add: dragged to their place, or pressed, which puts them after what is selected. */
import { Box, Text } from '@mantine/core'
import {
  IconBox, IconBrandLinkedin, IconBuildingStore, IconCode, IconColumns2, IconGitBranch, IconLetterT, IconMinus, IconPhoto, IconPointer, IconRepeat, IconSpacingVertical, IconSignature, IconPuzzle, type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { KINDS, type Kind } from './model/presets'
import classes from './blocks.module.css'

const ICONS: Record<Kind, Icon> = {
  text: IconLetterT, image: IconPhoto, button: IconPointer, columns: IconColumns2, divider: IconMinus, spacer: IconSpacingVertical, social: IconBrandLinkedin, product: IconBox,
  if: IconGitBranch, for: IconRepeat, code: IconCode, logo: IconBuildingStore, footer: IconSignature, snippet: IconPuzzle,
}

export function Palette() {
  const { t } = useTranslation()
  const { add, drag, readOnly, part } = useDesk()
  return (
    <Box role="group" aria-label={t('blocks.palette')}>
      <Text fz="xs" c="dimmed" mb={6}>{t('blocks.palette_text')}</Text>
      <Box className={classes.palette}>
        {KINDS.filter((kind) => !(part && kind === 'snippet')).map((kind) => {
          const Picture = ICONS[kind]
          return (
            <button
              key={kind} type="button" className={classes.tool} disabled={readOnly} draggable={!readOnly} onClick={() => add(kind)} onDragEnd={() => drag(null)}
              onDragStart={(e) => { e.dataTransfer.setData('text/plain', kind); e.dataTransfer.effectAllowed = 'copy'; drag({ kind }) }}
            >
              <Picture size={19} stroke={1.6} aria-hidden />
              {t(`blocks.kind.${kind}`)}
            </button>
          )
        })}
      </Box>
    </Box>
  )
}
