/** Conditions and loops as a sentence. */
import { useTranslation } from 'react-i18next'
import { useDefinitionOptions } from '@/components/filter/options'
import { read, readLoop, SEGMENTS, takesValue, type Picked } from './model/condition'
import type { VariableGroup } from './useVariables'

export function useConditionText(variables: VariableGroup[]) {
  const { t } = useTranslation()
  const segments = useDefinitionOptions('segment')
  return (word: string, expression: string): string => {
    if (word === 'else') return t('blocks.logic.else')
    if (word === 'for') {
      const { name, items, over } = readLoop(expression)
      return t('blocks.logic.for', { name, over: items ? items.join(', ') : over })
    }
    const label = (variable: string) => variables.flatMap((g) => g.items).find((i) => i.value === variable)?.label ?? variable
    const condition = read(expression)
    const values = (p: Picked) => p.values.map((v) => `“${(p.variable === SEGMENTS && segments.find((s) => s.value === v)?.label) || v}”`).join(', ')
    const says = condition
      ? condition.parts.map((p) => [p.variable === SEGMENTS ? t('blocks.logic.contact') : label(p.variable), t(`blocks.test.${p.test}`), takesValue(p.test) && values(p)].filter(Boolean).join(' ')).join(` ${t(`blocks.joint.${condition.joint}`)} `)
      : expression
    return t(word === 'elif' ? 'blocks.logic.elif' : 'blocks.logic.if', { condition: says })
  }
}
