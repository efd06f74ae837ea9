/** Builds a filter: nested groups of all, any or none, over every kind of condition. */
import { asGroup } from './leaves'
import { FilterGroup } from './FilterGroup'
import type { Filter } from '@/api/model'

interface Props { value: Filter; onChange: (filter: Filter) => void; readOnly?: boolean; label?: string }

export function FilterBuilder({ value, onChange, readOnly, label }: Props) {
  return (
    <fieldset disabled={readOnly} aria-label={label} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <FilterGroup value={asGroup(value)} onChange={onChange} depth={0} />
    </fieldset>
  )
}
