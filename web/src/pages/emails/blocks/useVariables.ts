/** The variables that an email may read: fields in force, what every message has, and the names of the loops around. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFields } from '@/components/filter/options'
import { useDesk } from './desk'
import { readLoop } from './model/condition'
import { branchWord, expressionOf } from './model/logic'
import type { Names } from './model/richtext'
import { spotOf } from './model/tree'

const ALWAYS = [
  'contact.name', 'contact.email', 'company', 'postal_address', 'sender.name', 'sender.email', 'unsubscribe_url', 'preferences_url', 'view_url', 'asset.label', 'asset.url', 'asset.description', 'program.label', 'lead.source', 'lead.stage',
] as const

export interface VariableGroup { group: string; items: { value: string; label: string }[] }

const named = new WeakMap<VariableGroup[], Names>()

/** What the variables are called, by their path. */
export function namesOf(groups: VariableGroup[]): Names {
  const names = named.get(groups) ?? new Map(groups.flatMap((g) => g.items.map((i) => [i.value, i.label] as const)))
  named.set(groups, names)
  return names
}

/** Those of every email. */
export function useAllVariables(): VariableGroup[] {
  const { t } = useTranslation()
  const fields = useFields()
  return useMemo(() => {
    const names = new Set<string>(ALWAYS)
    const always = { group: t('blocks.variables.always'), items: ALWAYS.map((value) => ({ value, label: t(`blocks.var.${value.replace('.', '_')}`) })) }
    const groups = (['contact', 'account', 'lead'] as const).map((object) => ({
      group: t(`object.${object}`), items: fields.filter((f) => f.object === object).map((f) => ({ value: `${object}.${f.key}`, label: f.label })).filter((i) => !names.has(i.value)),
    }))
    return [...groups.filter((g) => g.items.length), always]
  }, [fields, t])
}

/** Those that a block may read. */
export function useVariables(near?: string): VariableGroup[] {
  const { t } = useTranslation()
  const { doc, variables } = useDesk()
  const around = near ? spotOf(doc, near)?.around ?? [] : []
  const loops = around.flatMap((b) => (b.type === 'logic' && branchWord(b.branches[0]) === 'for' ? [readLoop(expressionOf(b.branches[0])).name] : []))
  return loops.length ? [{ group: t('blocks.variables.loop'), items: loops.map((value) => ({ value, label: value })) }, ...variables] : variables
}
