/** What moves and removes a condition, or a group within: its buttons, Alt and the arrows anywhere in it, Delete on its frame. */
import { ActionIcon, Box, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './filter.module.css'
import { useHands } from './hands'
import type { Place, Step } from './tree'

/** What keys do at a part of a filter. */
export function usePartKeys(place: Place, onRemove?: () => void) {
  const hands = useHands()
  return (e: KeyboardEvent) => {
    if (hands.readOnly || place.length === 0 || !ownKey(e)) return
    const step: Step | 0 = !e.altKey ? 0 : e.key === 'ArrowUp' ? -1 : e.key === 'ArrowDown' ? 1 : 0
    if (step) hands.move(place, step, 'frame')
    else if ((e.key === 'Delete' || e.key === 'Backspace') && e.target === e.currentTarget) onRemove?.()
    else return
    e.preventDefault()
    e.stopPropagation()
  }
}

/** Whether the innermost frame around what is pressed is the one that asks. */
const ownKey = (e: KeyboardEvent) => (e.target as Element).closest('[data-place]') === e.currentTarget

interface Props { place: Place; onRemove: () => void; kind: 'condition' | 'group' }

export function PartButtons({ place, onRemove, kind }: Props) {
  const { t } = useTranslation()
  const hands = useHands()
  const mover = (hand: 'up' | 'down', step: Step, key: string) => (
    <Tooltip openDelay={600} label={t(hand === 'up' ? 'filter.move_up_hint' : 'filter.move_down_hint')}>
      <ActionIcon data-hand={hand} aria-label={t(hand === 'up' ? 'step.up' : 'step.down')} aria-keyshortcuts={key} disabled={!hands.canMove(place, step)} onClick={() => hands.move(place, step, hand)}>
        {hand === 'up' ? <IconArrowUp size={15} /> : <IconArrowDown size={15} />}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <Box data-hands className={classes.hands}>
      {mover('up', -1, 'Alt+ArrowUp')}
      {mover('down', 1, 'Alt+ArrowDown')}
      <ActionIcon aria-label={t(kind === 'group' ? 'filter.remove_group' : 'filter.remove')} aria-keyshortcuts="Delete" onClick={onRemove}><IconX size={16} /></ActionIcon>
    </Box>
  )
}
