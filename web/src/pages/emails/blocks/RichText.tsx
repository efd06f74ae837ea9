/** Writing in a text as it looks. Its source changes only where something was written. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { close, open } from './model/richtext'
import type { Element } from './model/types'
import { namesOf } from './useVariables'
import { begin } from './writing'
import classes from './blocks.module.css'

const escaped = (text: string) => Object.assign(document.createElement('i'), { textContent: text }).innerHTML.replace(/\r?\n/g, '<br>')

export function RichText({ block, plain }: { block: Element; plain?: boolean }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const box = useRef<HTMLDivElement>(null)
  const first = useRef({ source: block.content, shown: '' })
  useEffect(() => {
    const element = box.current!
    element.innerHTML = open(block.content.trim(), namesOf(desk.variables)).html
    first.current = { source: block.content, shown: close(element) }
    return begin(element)
    // What is written comes from here: the block is read once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [block.id])
  const onInput = () => {
    const { source, shown } = first.current
    const now = close(box.current!)
    const [before] = /^\s*/.exec(source)!
    const after = source.trim() ? /\s*$/.exec(source)![0] : ''
    const content = now === shown ? source : before + now + after
    desk.change(block.id, (e: Element) => ({ ...e, content, empty: false }), 'content')
  }
  return (
    <div
      ref={box} className={classes.writing} contentEditable suppressContentEditableWarning role="textbox" aria-multiline={!plain} aria-label={t(plain ? 'blocks.button.text' : 'blocks.kind.text')} spellCheck
      onInput={onInput} onClick={(e) => e.stopPropagation()}
      onPaste={(e) => {
        e.preventDefault()
        document.execCommand('insertHTML', false, escaped(e.clipboardData.getData('text/plain')))
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') { e.stopPropagation(); desk.edit(null) }
        const list = (document.getSelection()?.anchorNode as Node | null)?.parentElement?.closest('li')
        if (e.key === 'Enter' && !list && !e.ctrlKey) {
          e.preventDefault()
          if (!plain) document.execCommand('insertLineBreak')
        }
      }}
    />
  )
}
