/** The snippets that emails may show, and where each may stand. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { definitionsQuery } from '@/api/definitions'
import type { Snippet } from '@/api/model'
import { levelOf, pathOf } from './model/snippet'
import { SNIPPET_LEVELS, type Level } from './model/tree'

export interface Known { key: string; label: string; mjml: string; level: Level }

export function useSnippets(): Known[] {
  const { data } = useQuery(definitionsQuery<Snippet>('snippet'))
  return useMemo(() => {
    const all = (data ?? []).filter((s) => s.state === 'published').map(({ key, label, body: { mjml } }) => ({ key, label, mjml, level: levelOf(mjml) }))
    all.forEach(({ key, level }) => SNIPPET_LEVELS.set(pathOf(key), level))
    return all
  }, [data])
}
