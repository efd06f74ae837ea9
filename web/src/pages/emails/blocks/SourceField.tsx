/** The MJML of one block, taken over as soon as it reads as a whole. */
import { Alert, Button, Collapse, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeEditor } from '@/components/CodeEditor'
import { useDesk } from './desk'
import { parseFragment } from './model/parse'
import { replaced } from './model/tree'
import { SourceError, type Block } from './model/types'
import { writeBlock } from './model/write'

/** The blocks that a text says, in the place and with the mark of another; or why it says none. */
function read(text: string, old: Block): Block[] | SourceError {
  try {
    const [first, ...rest] = parseFragment(text)
    return first ? [{ ...first, id: old.id, lead: old.lead + first.lead }, ...rest] : []
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
}

export function SourceField({ block, open = false }: { block: Block; open?: boolean }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const [shown, setShown] = useState(open)
  const source = writeBlock({ ...block, lead: '' })
  const [text, setText] = useState(source)
  const [wrong, setWrong] = useState<SourceError | null>(null)
  useEffect(() => { setText((old) => (old.trim() === source.trim() ? old : source)); setWrong(null) }, [source])
  const write = (next: string) => {
    setText(next)
    const made = read(next, block)
    if (made instanceof SourceError) { setWrong(made); return }
    setWrong(null)
    if (made.length) desk.changeDoc(replaced(desk.doc, block.id, () => made), `${block.id} source`)
  }
  const editor = (
    <>
      <CodeEditor language="xml" label={t('blocks.source')} value={text} onChange={write} height={open ? 280 : 200} readOnly={desk.readOnly} />
      {wrong && <Alert color="clay" mt={4} p="xs"><Text fz="xs">{t(`blocks.wrong.${wrong.code}`, { name: wrong.name, other: wrong.other })}</Text></Alert>}
    </>
  )
  if (open) return editor
  return (
    <>
      <Button mt="xs" size="compact-xs" variant="subtle" color="gray" aria-expanded={shown} onClick={() => setShown(!shown)}>{t('blocks.source')}</Button>
      <Collapse expanded={shown}>{shown && editor}</Collapse>
    </>
  )
}
