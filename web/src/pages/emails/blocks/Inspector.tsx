/** The properties of what is selected; of the mail itself when nothing is. */
import { ActionIcon, Box, Card, Divider, Group, Stack, Text, Title, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconGitBranch, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { AttrColour, PaddingFields } from './inputs'
import { ButtonFields, ColumnFields, ImageFields, LineFields, RowFields, SpaceFields, TextFields } from './fields'
import { LogicFields } from './LogicFields'
import { MailFields } from './MailFields'
import { snippetOf } from './model/snippet'
import { spotOf } from './model/tree'
import type { Block, Element } from './model/types'
import { nameOf } from './names'
import { ProductFields } from './ProductFields'
import { SnippetFields } from './SnippetFields'
import { SaveSnippet } from './SaveSnippet'
import { SocialFields } from './SocialFields'
import { SourceField } from './SourceField'

export function Inspector({ onBrand }: { onBrand: () => void }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const spot = spotOf(desk.doc, desk.selected)
  if (!spot && desk.part) return <Card p="sm"><Text fz="sm" c="dimmed">{t('blocks.select_hint')}</Text></Card>
  if (!spot) return <Card p="sm"><Title order={3} mb="xs">{t('blocks.mail')}</Title><MailFields onBrand={onBrand} /></Card>
  const { block } = spot
  const { id } = block
  const tools = [
    { icon: IconArrowUp, label: t('blocks.up'), on: () => desk.move(id, 'up') }, { icon: IconArrowDown, label: t('blocks.down'), on: () => desk.move(id, 'down') },
    { icon: IconCopy, label: t('blocks.double'), on: () => desk.double(id) },
    ...(spot.level === 'columns' ? [] : [{ icon: IconGitBranch, label: t('blocks.wrap'), on: () => desk.wrap(id) }]),
    { icon: IconTrash, label: t('common.remove'), on: () => desk.remove(id) },
  ]
  return (
    <Card p="sm" key={id} data-inspector>
      <Title order={3} mb={4}>{t(`blocks.kind.${nameOf(block)}`)}</Title>
      {!desk.readOnly && (
        <Group gap={2} mb="xs" role="toolbar" aria-label={t('blocks.actions')}>
          {tools.map(({ icon: Picture, label, on }) => <Tooltip key={label} label={label}><ActionIcon aria-label={label} onClick={on}><Picture size={17} /></ActionIcon></Tooltip>)}
        </Group>
      )}
      <Stack gap="xs" data-fields>
        <Fields block={block} />
        {block.type === 'element' && nameOf(block) !== 'code' && nameOf(block) !== 'snippet' && (
          <>
            <Divider my={4} />
            {block.name !== 'mj-spacer' && <PaddingFields block={block} />}
            {['mj-section', 'mj-wrapper', 'mj-hero', 'mj-column', 'mj-group'].includes(block.name)
              ? <AttrColour block={block} name="background-color" label={t('blocks.background')} />
              : <AttrColour block={block} name="container-background-color" label={t('blocks.background')} />}
          </>
        )}
      </Stack>
      {block.type === 'element' && nameOf(block) !== 'code' && <SourceField block={block} />}
      {!desk.readOnly && !desk.part && snippetOf(block) === null && <SaveSnippet block={block} />}
    </Card>
  )
}

function Fields({ block }: { block: Block }) {
  const { t } = useTranslation()
  switch (nameOf(block)) {
    case 'text': return <TextFields block={block as Element} />
    case 'image': return <ImageFields block={block as Element} />
    case 'button': return <ButtonFields block={block as Element} />
    case 'columns': return <RowFields block={block as Element} />
    case 'column': return <ColumnFields block={block as Element} />
    case 'divider': return <LineFields block={block as Element} />
    case 'spacer': return <SpaceFields block={block as Element} />
    case 'social': return <SocialFields block={block as Element} />
    case 'snippet': return <SnippetFields block={block as Element} />
    case 'product': return <ProductFields block={block as Element} />
    case 'if': case 'for': return block.type === 'logic' ? <LogicFields block={block} /> : null
    case 'frame': return <Text fz="xs" c="dimmed">{t('blocks.frame_text')}</Text>
    case 'code': return <Box><Text fz="xs" c="dimmed" mb="xs">{t('blocks.code_text')}</Text><SourceField block={block} open /></Box>
  }
}
