/** Conditions and loops as a sentence. */
import { useTranslation } from 'react-i18next'
import { read, readLoop, takesValue } from './model/condition'
import { useVariables } from './useVariables'

export function useConditionText() {
  const { t } = useTranslation()
  const labels = new Map(useVariables().flatMap((g) => g.items.map((i) => [i.value, i.label])))
  return (word: string, expression: string): string => {
    if (word === 'for') {
      const { name, items, over } = readLoop(expression)
      return t('blocks.logic.for', { name, over: items ? items.join(', ') : over })
    }
    const condition = read(expression)
    const says = condition
      ? condition.parts.map((p) => [labels.get(p.variable) ?? p.variable, t(`blocks.test.${p.test}`), takesValue(p.test) ? p.values.map((v) => `“${v}”`).join(', ') : ''].filter(Boolean).join(' ')).join(` ${t(`blocks.joint.${condition.joint}`)} `)
      : expression
    return t(word === 'elif' ? 'blocks.logic.elif' : 'blocks.logic.if', { condition: says })
  }
}
