/** What the parts of the editor share: the document, the selection, and how both are changed. */
import { createContext, use } from 'react'
import type { Email } from '@/api/model'
import type { Shared } from './model/attributes'
import type { Way } from './model/moves'
import type { Kind } from './model/presets'
import type { Block, Doc } from './model/types'
import type { VariableGroup } from './useVariables'

/** Where the pointer would drop what it drags. */
export interface Drop { owner: string; index: number }
export type Dragged = { kind: Kind } | { id: string }

export interface Desk {
  doc: Doc
  source: string
  email: Email
  changeEmail: (part: Partial<Email>) => void
  shared: Shared
  /** Variables that every email may read. */
  variables: VariableGroup[]
  selected: string | null
  readOnly: boolean
  /** It is a snippet, and no whole email. */
  part: boolean
  /** The text that is being written in. */
  editing: string | null
  edit: (id: string | null) => void
  select: (id: string | null, focus?: boolean) => void
  change: (id: string, change: (block: never) => Block, kind?: string) => void
  changeDoc: (doc: Doc, kind?: string) => void
  add: (kind: Kind, to?: Drop) => void
  move: (id: string, way: Way) => void
  remove: (id: string) => void
  double: (id: string) => void
  wrap: (id: string) => void
  unwrap: (id: string) => void
  /** Another snippet in the place of a block, or where such a snippet may stand. */
  choose: (id: string, snippet: string) => void
  dragged: Dragged | null
  drag: (what: Dragged | null) => void
  drop: (to: Drop) => void
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new Error('useDesk outside of the editor')
  return desk
}
