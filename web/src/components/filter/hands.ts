/** What the parts of a builder share: moving, and where the keyboard goes after something was added, moved or taken away. */
import { createContext, use, useEffect, useRef, type RefObject } from 'react'
import type { Filter } from '@/api/model'
import { canMove, moved, type Place, type Step } from './tree'

/** What takes the focus at a place: its frame, or one of its buttons. */
export type Target = 'frame' | 'up' | 'down' | 'add'

export interface Hands {
  /** The mark of a place in the document. */
  mark: (place: Place) => string
  canMove: (place: Place, step: Step) => boolean
  move: (place: Place, step: Step, target: Target) => void
  focus: (place: Place, target?: Target) => void
  /** The conditions are asked of the contacts of an account. */
  atAccount: boolean
  readOnly: boolean
}

export const HandsContext = createContext<Hands | null>(null)

export function useHands(): Hands {
  const hands = use(HandsContext)
  if (!hands) throw new Error('useHands outside of a builder')
  return hands
}

/** Buttons for moving that lead nowhere any more pass the focus on. */
const ELSE: Record<Target, Target[]> = { frame: [], up: ['down'], down: ['up'], add: [] }

interface Wish { place: Place; target: Target }

export function useMakeHands(id: string, root: Filter, onChange: (filter: Filter) => void, box: RefObject<HTMLElement | null>): Pick<Hands, 'mark' | 'canMove' | 'move' | 'focus'> {
  const wish = useRef<Wish | null>(null)
  const mark = (place: Place) => `${id}/${place.join('.')}`
  useEffect(() => {
    if (!wish.current) return
    const { place, target } = wish.current
    wish.current = null
    const frame = box.current?.querySelector<HTMLElement>(`[data-place="${mark(place)}"]`)
    const button = target === 'frame' ? null : [target, ...ELSE[target]].map((hand) => frame?.querySelector<HTMLElement>(`:scope > [data-hands] [data-hand="${hand}"]:not(:disabled)`)).find(Boolean)
    const found = button ?? frame
    found?.focus({ preventScroll: true })
    found?.scrollIntoView({ block: 'nearest' })
  })
  return {
    mark,
    canMove: (place, step) => canMove(root, place, step),
    move: (place, step, target) => {
      const next = moved(root, place, step)
      if (!next) return
      wish.current = { place: next.place, target }
      onChange(next.root)
    },
    focus: (place, target = 'frame') => { wish.current = { place, target } },
  }
}
