/** Content by type and depth: what nurture can draw on, and where the gaps are. */
import { Badge, Box, Button, Group, Paper, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBook2, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Asset, AssetType, Depth } from '@/api/model'
import { useCan } from '@/api/session'
import type { DefinitionRow } from '@/api/types'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { Page } from '@/components/Page'
import classes from './AssetsPage.module.css'

export const DEPTHS: Depth[] = ['early', 'mid', 'late']
export const ASSET_TYPES: AssetType[] = ['blog', 'cheat_sheet', 'infographic', 'ebook', 'webinar', 'analyst_report', 'accelerator']
/** From which depth a type is usual; other cells are shown as not meant rather than as gaps. */
const FROM: Record<AssetType, Depth> = { blog: 'early', cheat_sheet: 'early', infographic: 'early', ebook: 'mid', webinar: 'mid', analyst_report: 'late', accelerator: 'late' }

export function AssetsPage() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const navigate = useNavigate()
  const query = useQuery(definitionsQuery<Asset>('asset'))
  const [adding, addingDo] = useDisclosure()
  const [at, setAt] = useState<{ type: AssetType; depth: Depth }>({ type: 'blog', depth: 'early' })
  const add = (type: AssetType, depth: Depth) => { setAt({ type, depth }); addingDo.open() }
  const assets = (query.data ?? []).filter((a) => a.state !== 'archived')
  return (
    <Page
      title={t('nav.content')} text={t('assets.text')}
      actions={may && <Button leftSection={<IconPlus size={16} />} onClick={() => add('blog', 'early')}>{t('assets.new')}</Button>}
    >
      <Loaded query={query}>
        {() => assets.length === 0 ? <Empty icon={IconBook2} title={t('assets.empty')} text={t('assets.empty_text')} /> : (
          <Paper withBorder className="table-scroll">
            <Table className={classes.grid} aria-label={t('nav.content')}>
              <Table.Thead>
                <Table.Tr><Table.Th w={150}>{t('assets.type')}</Table.Th>{DEPTHS.map((d) => <Table.Th key={d}>{t(`depth.${d}`)} <Text span fz="xs" fw={400}>· {t(`depth.means.${d}`)}</Text></Table.Th>)}</Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {ASSET_TYPES.map((type) => (
                  <Table.Tr key={type}>
                    <Table.Th scope="row"><Text fz="sm" fw={600} c="var(--siembra-ink)">{t(`assettype.${type}`)}</Text></Table.Th>
                    {DEPTHS.map((depth) => (
                      <Table.Td key={depth} className={classes.cell} data-apart={DEPTHS.indexOf(depth) < DEPTHS.indexOf(FROM[type]) || undefined}>
                        <Cell assets={assets.filter((a) => a.body.type === type && a.body.depth === depth)} onAdd={may ? () => add(type, depth) : undefined} label={`${t(`assettype.${type}`)}, ${t(`depth.${depth}`)}`} />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Paper>
        )}
      </Loaded>
      <NewDefinition
        kind="asset" title={t('assets.new_at', { type: t(`assettype.${at.type}`), depth: t(`depth.${at.depth}`) })} opened={adding} onClose={addingDo.close}
        body={(label, key) => ({ label, ...at, url: '', email: key, order: 0 })} onCreated={(key) => void navigate({ to: '/content/$key', params: { key } })}
      />
    </Page>
  )
}

function Cell({ assets, onAdd, label }: { assets: DefinitionRow<Asset>[]; onAdd?: () => void; label: string }) {
  const { t } = useTranslation()
  return (
    <Box>
      {[...assets].sort((a, b) => (a.body.order ?? 0) - (b.body.order ?? 0)).map((a) => (
        <Box key={a.key} className={classes.item}>
          <TextLink to="/content/$key" params={{ key: a.key }} fz="sm" fw={550} c="var(--siembra-ink)">{a.label}</TextLink>
          <Group gap={4} mt={2}>
            {a.state === 'draft' && <Badge size="xs" color="sun">{t('def.never')}</Badge>}
            {(a.body.categories ?? []).map((c) => <Badge key={c} size="xs" color="gray">{c}</Badge>)}
            {a.body.language && <Badge size="xs" color="sky">{a.body.language}</Badge>}
          </Group>
        </Box>
      ))}
      {onAdd && <Button size="compact-xs" variant="subtle" color="gray" className={classes.add} leftSection={<IconPlus size={13} />} aria-label={t('assets.add_at', { at: label })} onClick={onAdd}>{t('common.add')}</Button>}
    </Box>
  )
}
