/** An email's source as blocks, what is selected, and every step back and forth. The source is the truth: what is written elsewhere is read anew. */
import { useCallback, useState } from 'react'
import type { Done } from './model/moves'
import { parse } from './model/parse'
import { joined } from './model/place'
import { spotOf } from './model/tree'
import { SourceError, type Doc } from './model/types'
import { write } from './model/write'

interface Moment { source: string; doc: Doc | null; wrong: SourceError | null; selected: string | null }
interface History { now: Moment; past: Moment[]; future: Moment[]; last: string | null }

const MOST = 200
/** A change by somebody else (the source, discarding) is a step of its own kind. */
const OUTSIDE = 'outside'

function moment(source: string): Moment {
  try {
    return { source, doc: parse(source), wrong: null, selected: null }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return { source, doc: null, wrong: error, selected: null }
  }
}

/** The history with another moment; changes of one kind in a row are one step. */
function stepped(history: History, now: Moment, kind: string | null): History {
  const past = kind !== null && kind === history.last ? history.past : [...history.past, history.now].slice(-MOST)
  return { now, past, future: [], last: kind }
}

export interface Blocks {
  doc: Doc | null
  wrong: SourceError | null
  selected: string | null
  select: (id: string | null) => void
  /** Takes a change over; changes of one kind in a row are undone at once. */
  apply: (done: Done, kind?: string) => void
  undo: (() => void) | null
  redo: (() => void) | null
}

export function useBlocks(source: string, onSource: (source: string) => void): Blocks {
  const [kept, setHistory] = useState<History>(() => ({ now: moment(source), past: [], future: [], last: null }))
  const history = kept.now.source === source ? kept : stepped(kept, moment(source), OUTSIDE)
  if (history !== kept) setHistory(history)
  const { now, past, future } = history
  const to = (next: History) => {
    setHistory(next)
    onSource(next.now.source)
  }
  const select = useCallback((id: string | null) => setHistory((h) => (h.now.selected === id ? h : { ...h, now: { ...h.now, selected: id }, last: null })), [])
  return {
    doc: now.doc, wrong: now.wrong, selected: now.doc && spotOf(now.doc, now.selected) ? now.selected : null, select,
    apply: (done, kind) => {
      const doc = joined(done.doc)
      to(stepped(history, { source: write(doc), doc, wrong: null, selected: done.selected }, kind ?? null))
    },
    undo: past.length ? () => to({ now: past.at(-1)!, past: past.slice(0, -1), future: [now, ...future], last: null }) : null,
    redo: future.length ? () => to({ now: future[0], past: [...past, now], future: future.slice(1), last: null }) : null,
  }
}
