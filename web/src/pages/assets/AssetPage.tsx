/** A piece of content: where it sits, where it is read, which email offers it. */
import { Card, Select, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { NumberField } from '@/components/NumberField'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import type { Asset, AssetType, Depth } from '@/api/model'
import { useCan } from '@/api/session'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { useDefinitionOptions } from '@/components/filter/options'
import { Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { ASSET_TYPES, DEPTHS } from './AssetsPage'

export function AssetPage() {
  const { key } = useParams({ from: '/inside/content/$key' })
  return <Editor key={key} name={key} />
}

function Editor({ name }: { name: string }) {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const emails = useDefinitionOptions('email')
  const work = useWorkingCopy<Asset>('asset', name)
  const { body, change } = work
  return (
    <Page title={body?.label ?? name} back={{ to: '/content', label: t('nav.content') }}>
      {work.error != null && <Problem error={work.error} retry={work.refetch} />}
      {!body && !work.error && <Waiting />}
      {body && (
        <>
          <DefinitionBar work={work} />
          <Card component="fieldset" {...{ disabled: !may }}>
            <Stack>
              <TextInput label={t('common.label')} value={body.label} onChange={(e) => change({ label: e.currentTarget.value })} />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <Select label={t('assets.type')} allowDeselect={false} value={body.type} onChange={(v) => v && change({ type: v as AssetType })} data={ASSET_TYPES.map((v) => ({ value: v, label: t(`assettype.${v}`) }))} />
                <Select label={t('assets.depth')} allowDeselect={false} value={body.depth} onChange={(v) => v && change({ depth: v as Depth })} data={DEPTHS.map((v) => ({ value: v, label: t(`depth.${v}`) }))} />
                <TextInput label={t('assets.url')} type="url" value={body.url} onChange={(e) => change({ url: e.currentTarget.value })} />
                <Select
                  label={t('assets.email')} searchable value={body.email || null} onChange={(v) => change({ email: v ?? '' })} data={emails}
                  description={body.email && <TextLink to="/emails/$key" params={{ key: body.email }} fz="xs">{t('assets.open_email')}</TextLink>}
                />
                <TagsInput label={t('assets.categories')} description={t('assets.categories_text')} value={body.categories ?? []} onChange={(v) => change({ categories: v.length ? v : undefined })} />
                <NumberField label={t('assets.order')} description={t('assets.order_text')} value={body.order ?? 0} onChange={(n) => n !== '' && change({ order: Number(n) })} />
                <TextInput label={t('assets.language')} placeholder="en" maxLength={5} value={body.language ?? ''} onChange={(e) => change({ language: e.currentTarget.value || undefined })} />
              </SimpleGrid>
              <Textarea label={t('common.description')} autosize minRows={2} value={body.description ?? ''} onChange={(e) => change({ description: e.currentTarget.value || undefined })} />
            </Stack>
          </Card>
        </>
      )}
    </Page>
  )
}
