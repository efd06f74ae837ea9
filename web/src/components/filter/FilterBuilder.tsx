/** Builds a filter: nested groups of all, any or none, over every kind of condition. */
import { useId, useRef } from 'react'
import { asGroup } from './leaves'
import { FilterGroup } from './FilterGroup'
import { HandsContext, useMakeHands } from './hands'
import type { Filter } from '@/api/model'

interface Props { value: Filter; onChange: (filter: Filter) => void; readOnly?: boolean; label?: string; atAccount?: boolean }

export function FilterBuilder({ value, onChange, readOnly = false, label, atAccount = false }: Props) {
  const box = useRef<HTMLFieldSetElement>(null)
  const root = asGroup(value)
  const hands = useMakeHands(useId(), root, onChange, box)
  return (
    <fieldset ref={box} disabled={readOnly} aria-label={label} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <HandsContext value={{ ...hands, atAccount, readOnly }}>
        <FilterGroup value={root} onChange={onChange} place={[]} />
      </HandsContext>
    </fieldset>
  )
}
