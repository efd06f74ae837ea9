/** A definition as it is being edited: what is in force or drafted on the server, with the unsaved changes on top. */
import { useMutation, useQuery, type UseMutationResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { isAsked } from '@/api/approvals'
import * as definitions from '@/api/definitions'
import { queries } from '@/api/queries'
import type { Definition, Finding, Kind } from '@/api/types'

export interface WorkingCopy<B> {
  kind: Kind
  key: string
  definition: Definition<B> | undefined
  error: unknown
  refetch: () => void
  body: B | undefined
  change: (part: Partial<B>) => void
  discard: () => void
  /** Unsaved changes exist. */
  dirty: boolean
  save: UseMutationResult<unknown, unknown, void>
  /** Saves what is unsaved, then puts it in force; or asks for a second person, and says so with true. */
  publish: UseMutationResult<boolean, unknown, string>
  findings: Finding[]
}

export function useWorkingCopy<B>(kind: Kind, key: string): WorkingCopy<B> {
  const query = useQuery(definitions.definitionQuery<B>(kind, key))
  const [edited, setEdited] = useState<B | null>(null)
  const definition = query.data
  const kept = definition?.draft?.body ?? definition?.published?.body
  const body = edited ?? kept

  const save = useMutation({
    mutationFn: async () => {
      if (edited === null) return
      const saved = await definitions.saveDraft(kind, key, edited)
      queries.setQueryData(['definition', kind, key], saved)
      setEdited(null)
      void queries.invalidateQueries({ queryKey: ['definitions', kind] })
    },
  })
  const publish = useMutation({
    mutationFn: async (note: string) => {
      await save.mutateAsync()
      const answer = await definitions.publish(kind, key, note)
      const asked = isAsked(answer)
      if (!asked) queries.setQueryData(['definition', kind, key], answer)
      void definitions.definitionChanged()
      return asked
    },
  })
  const change = useCallback(
    (part: Partial<B>) => setEdited((old) => ({ ...((old ?? kept) as B), ...part })),
    [kept],
  )
  return {
    kind, key, definition, error: query.error, refetch: () => void query.refetch(), body, change,
    discard: () => setEdited(null), dirty: edited !== null, save, publish, findings: definition?.problems ?? [],
  }
}
