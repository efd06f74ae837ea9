/** A code editor; its weight is loaded when first shown. */
import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'

export interface CodeEditorProps {
  language: 'xml' | 'sql' | 'json' | 'text'
  label: string
  value: string
  onChange: (value: string) => void
  height?: number
  readOnly?: boolean
  placeholder?: string
  /** Names that SQL may complete: tables with their columns. */
  tables?: Record<string, string[]>
  /** Ctrl Enter. */
  onRun?: () => void
}

const Inner = lazy(() => import('./CodeEditorInner'))

export function CodeEditor(props: CodeEditorProps) {
  return <Suspense fallback={<Skeleton height={props.height ?? 400} />}><Inner {...props} /></Suspense>
}
