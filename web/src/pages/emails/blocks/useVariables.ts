/** The variables that an email may read: fields in force, what every message has, and the names of the loops around. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldOptions } from '@/components/filter/options'
import { readLoop } from './model/condition'
import { branchWord, expressionOf } from './model/logic'
import { spotOf } from './model/tree'
import { useDesk } from './desk'

const ALWAYS = [
  'contact.name', 'contact.email', 'company', 'postal_address', 'sender.name', 'sender.email', 'unsubscribe_url', 'view_url', 'asset.label', 'asset.url', 'asset.description', 'program.label', 'lead.source', 'lead.stage',
] as const

export interface VariableGroup { group: string; items: { value: string; label: string }[] }

export function useVariables(near?: string): VariableGroup[] {
  const { t } = useTranslation()
  const { doc } = useDesk()
  const fields = useFieldOptions(['contact', 'account', 'lead'])
  return useMemo(() => {
    const around = near ? spotOf(doc, near)?.around ?? [] : []
    const loops = around.flatMap((b) => (b.type === 'logic' && branchWord(b.branches[0]) === 'for' ? [readLoop(expressionOf(b.branches[0])).name] : []))
    const names = new Set<string>(ALWAYS)
    const always = { group: t('blocks.variables.always'), items: ALWAYS.map((value) => ({ value, label: t(`blocks.var.${value.replace('.', '_')}`) })) }
    const known = fields.map((g) => ({ ...g, items: g.items.filter((i) => !names.has(i.value)) }))
    return [...(loops.length ? [{ group: t('blocks.variables.loop'), items: loops.map((value) => ({ value, label: value })) }] : []), ...known, always]
  }, [doc, fields, near, t])
}
