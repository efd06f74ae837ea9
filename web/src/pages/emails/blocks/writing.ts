/** The text that is being written in: where the caret stands, also while a tool beside it has the focus. */
import { useEffect, useState } from 'react'
import { markOf, type Names } from './model/richtext'

let box: HTMLElement | null = null
let range: Range | null = null

function keep() {
  const now = document.getSelection()
  if (box && now?.rangeCount && box.contains(now.anchorNode)) range = now.getRangeAt(0).cloneRange()
}

/** Begins to write in an element, at its end; ends with what it gives back. */
export function begin(element: HTMLElement): () => void {
  box = element
  element.focus()
  const end = document.createRange()
  end.selectNodeContents(element)
  end.collapse(false)
  document.getSelection()?.removeAllRanges()
  document.getSelection()?.addRange(end)
  range = end
  document.addEventListener('selectionchange', keep)
  return () => {
    document.removeEventListener('selectionchange', keep)
    if (box === element) box = range = null
  }
}

function restore(): boolean {
  if (!box) return false
  const now = document.getSelection()
  if (document.activeElement === box && now?.rangeCount && box.contains(now.anchorNode)) return true
  box.focus()
  if (range) {
    document.getSelection()?.removeAllRanges()
    document.getSelection()?.addRange(range)
  }
  return true
}

/** A command of the browser's own editing: it keeps its steps back. */
export function command(name: string, value?: string) {
  if (!restore()) return
  document.execCommand('styleWithCSS', false, String(name === 'foreColor'))
  const caret = lettersBefore()
  document.execCommand(name, false, value)
  // Making a list writes its texts anew and leaves the caret at their beginning.
  if (name.endsWith('List')) caretAfter(caret)
}

/** How many letters of the text stand before the end of the selection. */
function lettersBefore(): number {
  const now = document.getSelection()!
  const before = document.createRange()
  before.setStart(box!, 0)
  before.setEnd(now.focusNode!, now.focusOffset)
  return before.toString().length
}

function caretAfter(letters: number) {
  const texts = document.createTreeWalker(box!, NodeFilter.SHOW_TEXT)
  for (let left = letters, node = texts.nextNode(); node; node = texts.nextNode()) {
    const { length } = node.nodeValue!
    if (left <= length) { document.getSelection()!.collapse(node, left); return }
    left -= length
  }
}

export function insertTag(tag: string, names?: Names): boolean {
  if (!restore() || !document.execCommand('insertHTML', false, markOf(tag, names).outerHTML)) return false
  // The browser leaves the caret in the mark, where nothing can be written.
  const now = document.getSelection()!
  const at = now.anchorNode instanceof Element ? now.anchorNode : now.anchorNode?.parentElement
  const mark = at?.closest('[data-tag]')
  if (mark) now.setBaseAndExtent(mark.parentNode!, [...mark.parentNode!.childNodes].indexOf(mark) + 1, mark.parentNode!, [...mark.parentNode!.childNodes].indexOf(mark) + 1)
  return true
}

/** The address of the link that the caret stands in. */
export function linkHere(): string {
  const at = range?.startContainer
  const link = (at instanceof Element ? at : at?.parentElement)?.closest('a')
  return (link && box?.contains(link) && (link.getAttribute('href') ?? link.getAttribute('data-mail-href'))) || ''
}

export function setLink(to: string) {
  if (!restore()) return
  const now = document.getSelection()!
  const at = now.anchorNode instanceof Element ? now.anchorNode : now.anchorNode?.parentElement
  const link = at?.closest('a')
  if (link && box?.contains(link) && now.isCollapsed) now.selectAllChildren(link)
  if (!to) document.execCommand('unlink')
  else if (document.getSelection()!.isCollapsed) document.execCommand('insertHTML', false, Object.assign(document.createElement('a'), { href: to, textContent: to }).outerHTML)
  else document.execCommand('createLink', false, to)
}

const STATES = ['bold', 'italic', 'underline', 'insertUnorderedList', 'insertOrderedList'] as const

/** Which formats hold where the caret stands. */
export function useFormats(active: boolean): Record<string, boolean> {
  const [formats, setFormats] = useState<Record<string, boolean>>({})
  useEffect(() => {
    if (!active) { setFormats({}); return }
    const look = () => {
      if (box?.contains(document.getSelection()?.anchorNode ?? null)) setFormats(Object.fromEntries(STATES.map((s) => [s, document.queryCommandState(s)])))
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [active])
  return formats
}
