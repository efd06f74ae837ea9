/** State and version of a definition in a list. */
import { Badge, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DefinitionRow } from '@/api/types'

export function DefinitionState({ row }: { row: Pick<DefinitionRow, 'state' | 'version' | 'has_draft'> }) {
  const { t } = useTranslation()
  const color = { draft: 'sun', published: 'campo', archived: 'gray' }[row.state]
  return (
    <Group gap={4}>
      <Badge color={color}>{row.state === 'published' ? t('def.published', { version: row.version }) : row.state === 'draft' ? t('def.never') : t('def.archived_done')}</Badge>
      {row.has_draft && row.state === 'published' && <Badge color="sun">{t('def.draft')}</Badge>}
    </Group>
  )
}
