/** CodeMirror with the languages of the product. */
import { sql, SQLite } from '@codemirror/lang-sql'
import { xml } from '@codemirror/lang-xml'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, keymap, Prec, type Extension } from '@uiw/react-codemirror'
import { useMemo } from 'react'
import type { CodeEditorProps } from './CodeEditor'

const look = EditorView.theme({
  '&': { fontSize: '13px', borderRadius: '10px', overflow: 'hidden', border: '1px solid var(--siembra-line)' },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-gutters': { borderRight: '1px solid var(--siembra-line)' },
})

export default function CodeEditorInner({ language, label, value, onChange, height = 400, readOnly, placeholder, tables, onRun }: CodeEditorProps) {
  const scheme = useComputedColorScheme('light')
  const extensions = useMemo(() => {
    const list: Extension[] = [look, EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' })]
    if (language === 'xml') list.push(xml())
    if (language === 'sql') list.push(sql({ dialect: SQLite, schema: tables, upperCaseKeywords: true }))
    if (onRun) list.push(Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { onRun(); return true } }])))
    return list
  }, [language, label, tables, onRun])
  return (
    <CodeMirror value={value} onChange={onChange} height={`${height}px`} theme={scheme} extensions={extensions} readOnly={readOnly} placeholder={placeholder} basicSetup={{ foldGutter: language === 'xml' }} />
  )
}
