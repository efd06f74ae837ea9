/** Which snippet a block shows, and the way to it. */
import { Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TextLink } from '@/components/links'
import { useDesk } from './desk'
import { snippetOf } from './model/snippet'
import type { Element } from './model/types'
import { useSnippets } from './useSnippets'

export function SnippetFields({ block }: { block: Element }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const snippets = useSnippets()
  const key = snippetOf(block)
  return (
    <Stack gap="xs">
      <Select
        size="xs" searchable allowDeselect={false} readOnly={desk.readOnly} label={t('blocks.kind.snippet')} placeholder={t('snippets.choose')} nothingFoundMessage={t('snippets.empty')}
        data={snippets.map((s) => ({ value: s.key, label: s.label }))} value={key || null} onChange={(v) => v && desk.choose(block.id, v)}
      />
      <Text fz="xs" c="dimmed">{t('snippets.text')}</Text>
      {key ? <TextLink to="/snippets/$key" params={{ key }} fz="sm">{t('snippets.open')}</TextLink> : <TextLink to="/snippets" fz="sm">{t('snippets.title')}</TextLink>}
    </Stack>
  )
}
