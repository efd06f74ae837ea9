/** Inputs of the inspector: each reads and writes one attribute of a block. */
import { Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconAlignCenter, IconAlignLeft, IconAlignRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Colour } from './Colour'
import { useDesk } from './desk'
import { getter, pixels, sides } from './look'
import { attr, withAttr, withAttrs } from './model/attributes'
import type { Element } from './model/types'
import { VariablePicker } from './VariablePicker'

interface Of { block: Element; name: string; label: string }

/** The attribute's own value, what it comes out as, and how it is set. An empty value leaves it to the head of the mail. */
export function useAttr(block: Element, name: string) {
  const desk = useDesk()
  return {
    own: attr(block, name) ?? '', whole: getter(block, desk.shared)(name) ?? '', readOnly: desk.readOnly,
    set: (value: string | undefined) => desk.change(block.id, (e: Element) => withAttr(e, name, value), name),
  }
}

interface TextProps extends Of { placeholder?: string; description?: string; error?: string | false; keepEmpty?: boolean; variables?: boolean }

export function AttrText({ block, name, label, placeholder, description, error, keepEmpty, variables }: TextProps) {
  const { own, whole, set, readOnly } = useAttr(block, name)
  return (
    <TextInput
      size="xs" label={label} description={description} error={error} placeholder={placeholder ?? whole} readOnly={readOnly} value={own} onChange={(e) => set(e.currentTarget.value || (keepEmpty ? '' : undefined))}
      rightSection={variables && !readOnly && <VariablePicker near={block.id} onPick={(tag) => set(own + tag)} />}
    />
  )
}

export function AttrColour({ block, name, label }: Of) {
  const { own, whole, set } = useAttr(block, name)
  return <Colour label={label} placeholder={whole} value={own} onChange={(v) => set(v || undefined)} />
}

export function AttrPixels({ block, name, label, max = 600 }: Of & { max?: number }) {
  const { own, whole, set, readOnly } = useAttr(block, name)
  return <NumberInput size="xs" label={label} suffix=" px" min={0} max={max} readOnly={readOnly} placeholder={whole} value={pixels(own) ?? ''} onChange={(v) => set(v === '' ? undefined : `${v}px`)} />
}

export function AttrAlign({ block, name = 'align' }: { block: Element; name?: string }) {
  const { t } = useTranslation()
  const { whole, set, readOnly } = useAttr(block, name)
  const data = ([['left', IconAlignLeft], ['center', IconAlignCenter], ['right', IconAlignRight]] as const).map(([value, Picture]) => ({ value, label: <Picture size={16} role="img" aria-label={t(`blocks.align.${value}`)} style={{ display: 'block' }} /> }))
  return (
    <Stack gap={2}>
      <Text fz="xs" fw={500}>{t('blocks.align')}</Text>
      <SegmentedControl size="xs" w="fit-content" readOnly={readOnly} aria-label={t('blocks.align')} data={data} value={whole} onChange={set} />
    </Stack>
  )
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const

/** Room around what the block shows, by side. */
export function PaddingFields({ block }: { block: Element }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const now = sides(getter(block, desk.shared))
  const put = (i: number, value: number | string) => {
    const next = now.map((v, k) => (k === i ? (value === '' ? '0' : `${value}px`) : v)).join(' ')
    desk.change(block.id, (e: Element) => withAttrs(e, { 'padding-top': undefined, 'padding-right': undefined, 'padding-bottom': undefined, 'padding-left': undefined, padding: next }), 'padding')
  }
  return (
    <Stack gap={2} role="group" aria-label={t('blocks.padding')}>
      <Text fz="xs" fw={500}>{t('blocks.padding')}</Text>
      <Group gap={4} wrap="nowrap">
        {SIDES.map((side, i) => (
          <NumberInput key={side} size="xs" hideControls min={0} max={200} readOnly={desk.readOnly} aria-label={t(`blocks.side.${side}`)} title={t(`blocks.side.${side}`)} value={pixels(now[i]) ?? ''} onChange={(v) => put(i, v)} />
        ))}
      </Group>
    </Stack>
  )
}
