/** A figure over what was done, compared: how many different ones, how much in all, the first or last time. */
import { Select, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Amount, Figure, Measure, Op } from '@/api/model'
import { amountOf, FIGURES, figureOf, makeFigure, measuring, opsOfFigure, propertyOf, typeOf, type FigureForm } from './figures'
import { MatcherEditor } from './MatcherEditor'
import { carried, takesNoValue } from './ops'
import { ValueEditor } from './ValueEditor'
import { WindowEditor } from './WindowEditor'

export function MeasureLeaf({ value, onChange }: { value: Measure; onChange: (v: Measure) => void }) {
  const { t } = useTranslation()
  const { of, op } = value
  const compare = (to: Op) => onChange({ ...value, op: to, values: carried(op, to, value.values ?? []) })
  return (
    <>
      <FigureEditor of={of} onChange={(next) => onChange(measuring(value, next))} />
      <Text fz="xs" c="dimmed">{t('filter.of')}</Text>
      <MatcherEditor value={value} onChange={(what) => onChange({ ...value, ...what })} />
      <Select
        size="xs" w={190} aria-label={t('filter.comparison')} allowDeselect={false} value={op} onChange={(to) => to && compare(to as Op)}
        data={[...new Set([...opsOfFigure(of), op])].map((o) => ({ value: o, label: t(`op.${o}`) }))}
      />
      {!takesNoValue(op) && <ValueEditor field={{ type: typeOf(of) }} op={op} values={value.values ?? []} onChange={(values) => onChange({ ...value, values })} />}
      <Text fz="xs" c="dimmed">{t('filter.when')}</Text>
      <WindowEditor value={value.window ?? 'ever'} onChange={(window) => onChange({ ...value, window })} />
    </>
  )
}

function FigureEditor({ of, onChange }: { of: Figure; onChange: (of: Figure) => void }) {
  const { t } = useTranslation()
  const form = figureOf(of)
  const amount = amountOf(of)
  const property = propertyOf(of)
  const name = (text: string, put: (text: string) => void) => (
    <TextInput size="xs" w={130} aria-label={t('filter.property')} placeholder={t('filter.property')} value={text} error={!text.trim()} onChange={(e) => put(e.currentTarget.value)} />
  )
  const put = (next: Amount) => onChange(makeFigure(form, next))
  return (
    <>
      <Select
        size="xs" w={190} aria-label={t('filter.figure')} allowDeselect={false} value={form} onChange={(f) => f && f !== form && onChange(makeFigure(f as FigureForm, amount ?? undefined))}
        data={FIGURES.map((f) => ({ value: f, label: t(`filter.figure.${f}`) }))}
      />
      {property !== undefined && name(property, (distinct) => onChange({ distinct }))}
      {amount !== null && (
        <Select
          size="xs" w={150} aria-label={t('filter.amount')} allowDeselect={false} value={amount === 'value' ? 'value' : 'property'} onChange={(a) => put(a === 'value' ? 'value' : { property: '' })}
          data={(['value', 'property'] as const).map((a) => ({ value: a, label: t(`filter.amount.${a}`) }))}
        />
      )}
      {amount !== null && amount !== 'value' && name(amount.property, (p) => put({ property: p }))}
    </>
  )
}
