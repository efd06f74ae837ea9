/** The properties of each kind of block. */
import { Alert, Select, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { AttrAlign, AttrColour, AttrPixels, AttrText, useAttr } from './inputs'
import { attr } from './model/attributes'
import { RATIOS, ratioName, ratioOf, withRatio } from './model/columns'
import { open } from './model/richtext'
import type { Element } from './model/types'
import { PicturePicker } from './PicturePicker'
import { TextTools } from './TextTools'

interface Of { block: Element }

/** What is written, or why it cannot be written in place. */
function Writing({ block, lists }: Of & { lists?: boolean }) {
  const { t } = useTranslation()
  const { readOnly } = useDesk()
  if (readOnly) return null
  return open(block.content).rich ? <TextTools id={block.id} lists={lists} /> : <Alert p="xs" color="sky"><Text fz="xs">{t('blocks.not_rich')}</Text></Alert>
}

export function TextFields({ block }: Of) {
  const { t } = useTranslation()
  return (
    <>
      <Writing block={block} />
      <AttrAlign block={block} />
      <AttrColour block={block} name="color" label={t('blocks.text_colour')} />
      <AttrPixels block={block} name="font-size" label={t('blocks.size')} max={96} />
    </>
  )
}

export function ImageFields({ block, link = true }: Of & { link?: boolean }) {
  const { t } = useTranslation()
  const src = useAttr(block, 'src').whole
  const alt = attr(block, 'alt')
  return (
    <>
      <PicturePicker block={block} />
      <AttrText block={block} name="src" label={t('blocks.image.src')} placeholder={src || 'https://'} description={src ? undefined : t('blocks.image.src_text')} keepEmpty variables error={/^http:/.test(src) && t('blocks.image.insecure')} />
      <AttrText block={block} name="alt" label={t('blocks.image.alt')} placeholder="" keepEmpty variables error={alt === undefined ? t('blocks.image.alt_missing') : false} description={alt === '' ? t('blocks.image.alt_empty') : t('blocks.image.alt_text')} />
      {link && <AttrText block={block} name="href" label={t('blocks.link')} placeholder="https://" variables />}
      <AttrPixels block={block} name="width" label={t('blocks.width')} />
      <AttrAlign block={block} />
    </>
  )
}

export function ButtonFields({ block }: Of) {
  const { t } = useTranslation()
  const { change, readOnly } = useDesk()
  const href = attr(block, 'href')
  const simple = !/[<&{]/.test(block.content)
  return (
    <>
      {simple && <TextInput size="xs" label={t('blocks.button.text')} readOnly={readOnly} value={block.content.trim()} onChange={(e) => { const text = e.currentTarget.value.replace(/&/g, '&amp;').replace(/</g, '&lt;'); change(block.id, (b: Element) => ({ ...b, content: text, empty: false }), 'content') }} />}
      <Writing block={block} lists={false} />
      <AttrText block={block} name="href" label={t('blocks.link')} placeholder="https://" keepEmpty variables error={!href && t('blocks.link_missing')} />
      <AttrColour block={block} name="background-color" label={t('blocks.button.colour')} />
      <AttrColour block={block} name="color" label={t('blocks.text_colour')} />
      <AttrPixels block={block} name="border-radius" label={t('blocks.radius')} max={60} />
      <AttrAlign block={block} />
    </>
  )
}

export function RowFields({ block }: Of) {
  const { t } = useTranslation()
  const { doc, changeDoc, readOnly } = useDesk()
  const now = ratioOf(block)
  return (
    <Stack gap={2}>
      <Select
        size="xs" label={t('blocks.columns.ratio')} readOnly={readOnly} allowDeselect={false} value={now} placeholder={t('blocks.columns.own')} data={RATIOS.map(ratioName).map((name) => ({ value: name, label: name === '1' ? name : `${name.split(':').length} · ${name}` }))}
        onChange={(name) => name && changeDoc(withRatio(doc, block.id, name.split(':').map(Number)))}
      />
      <Text fz="xs" c="dimmed">{t('blocks.columns.text')}</Text>
    </Stack>
  )
}

export function ColumnFields({ block }: Of) {
  const { t } = useTranslation()
  const { whole, set, readOnly } = useAttr(block, 'vertical-align')
  return (
    <>
      <AttrText block={block} name="width" label={t('blocks.width')} placeholder="50%" />
      <SegmentedControl size="xs" readOnly={readOnly} aria-label={t('blocks.vertical')} value={whole || 'top'} onChange={set} data={(['top', 'middle', 'bottom'] as const).map((v) => ({ value: v, label: t(`blocks.vertical.${v}`) }))} />
    </>
  )
}

export function LineFields({ block }: Of) {
  const { t } = useTranslation()
  return (
    <>
      <AttrColour block={block} name="border-color" label={t('blocks.colour')} />
      <AttrPixels block={block} name="border-width" label={t('blocks.thickness')} max={20} />
      <AttrText block={block} name="width" label={t('blocks.width')} />
      <AttrAlign block={block} />
    </>
  )
}

export function SpaceFields({ block }: Of) {
  const { t } = useTranslation()
  return <AttrPixels block={block} name="height" label={t('blocks.height')} max={400} />
}
