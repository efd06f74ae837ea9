/** Conditions and loops as a sentence. */
import { useTranslation } from 'react-i18next'
import { read, readLoop, takesValue } from './model/condition'
import type { VariableGroup } from './useVariables'

export function useConditionText(variables: VariableGroup[]) {
  const { t } = useTranslation()
  return (word: string, expression: string): string => {
    if (word === 'else') return t('blocks.logic.else')
    if (word === 'for') {
      const { name, items, over } = readLoop(expression)
      return t('blocks.logic.for', { name, over: items ? items.join(', ') : over })
    }
    const label = (variable: string) => variables.flatMap((g) => g.items).find((i) => i.value === variable)?.label ?? variable
    const condition = read(expression)
    const says = condition
      ? condition.parts.map((p) => [label(p.variable), t(`blocks.test.${p.test}`), takesValue(p.test) ? p.values.map((v) => `“${v}”`).join(', ') : ''].filter(Boolean).join(' ')).join(` ${t(`blocks.joint.${condition.joint}`)} `)
      : expression
    return t(word === 'elif' ? 'blocks.logic.elif' : 'blocks.logic.if', { condition: says })
  }
}
