/** Links to networks: which, and where they lead. */
import { ActionIcon, Button, Card, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { AttrAlign, AttrPixels } from './inputs'
import { attr, isNamed, withAttr } from './model/attributes'
import { parseBlocks } from './model/parse'
import { indented } from './model/place'
import type { Element } from './model/types'
import { SOCIAL } from './social'

/** Without it the renderer would make the link one for sharing. */
const NO_SHARE = '-noshare'

export function SocialFields({ block }: { block: Element }) {
  const { t } = useTranslation()
  const { change, readOnly } = useDesk()
  const items = block.children.filter((c): c is Element => isNamed(c, 'mj-social-element'))
  const put = (id: string, next: (e: Element) => Element, kind: string) => change(block.id, (b: Element) => ({ ...b, children: b.children.map((c) => (c.id === id ? next(c as Element) : c)) }), `${id} ${kind}`)
  const rename = (id: string, name: string) => put(id, (e) => withAttr(withAttr(e, 'name', name + NO_SHARE), 'alt', SOCIAL[name]?.label ?? name), 'name')
  const add = () => change(block.id, (b: Element) => ({ ...b, empty: false, children: [...b.children, indented(parseBlocks(`<mj-social-element name="web${NO_SHARE}" href="" alt="Web" />`)[0], 5)] }))
  return (
    <>
      <Stack gap={6}>
        {items.map((item) => {
          const name = attr(item, 'name')?.replace(NO_SHARE, '') ?? ''
          return (
            <Card key={item.id} p={8} withBorder>
              <Group gap={4} wrap="nowrap" mb={4}>
                <Select size="xs" style={{ flex: 1 }} allowDeselect={false} readOnly={readOnly} aria-label={t('blocks.social.network')} data={[...new Set([...Object.keys(SOCIAL), name])].map((value) => ({ value, label: SOCIAL[value]?.label ?? value }))} value={name} onChange={(v) => v && rename(item.id, v)} />
                {!readOnly && <ActionIcon size="sm" aria-label={t('common.remove')} onClick={() => change(block.id, (b: Element) => ({ ...b, children: b.children.filter((c) => c.id !== item.id) }))}><IconX size={14} /></ActionIcon>}
              </Group>
              <TextInput size="xs" aria-label={t('blocks.link')} placeholder="https://" readOnly={readOnly} error={!attr(item, 'href') && t('blocks.link_missing')} value={attr(item, 'href') ?? ''} onChange={(e) => { const to = e.currentTarget.value; put(item.id, (x) => withAttr(x, 'href', to), 'href') }} />
            </Card>
          )
        })}
      </Stack>
      {!readOnly && <Button size="compact-xs" variant="light" w="fit-content" leftSection={<IconPlus size={13} />} onClick={add}>{t('common.add')}</Button>}
      <AttrPixels block={block} name="icon-size" label={t('blocks.size')} max={64} />
      <AttrAlign block={block} />
    </>
  )
}
