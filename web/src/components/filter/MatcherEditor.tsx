/** Which activities are meant: their kinds, what they concern, tests of their properties. */
import { ActionIcon, Group, MultiSelect, Select, TagsInput, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Json, Matcher, Op, PropertyTest } from '@/api/model'
import { carried, takes, takesNoValue } from './ops'
import { useDefinitionOptions, useKindOptions } from './options'

const OPS: Op[] = ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'ends_with', 'at_least', 'at_most', 'more_than', 'less_than', 'known', 'unknown']

export function MatcherEditor({ value, onChange }: { value: Matcher; onChange: (v: Matcher) => void }) {
  const { t } = useTranslation()
  const kinds = useKindOptions()
  const emails = useDefinitionOptions('email')
  const assets = useDefinitionOptions('asset')
  const own = value.kind.filter((k) => !kinds.some((o) => o.value === k)).map((k) => ({ value: k, label: k }))
  const named = value.kind.some((k) => k.startsWith('email')) ? emails : value.kind.every((k) => k === 'content_consumed') ? assets : [...assets, ...emails]
  const seen = new Set<string>()
  const assetOptions = named.filter((o) => !seen.has(o.value) && seen.add(o.value)).map((o) => o.value)
  const properties = value.properties ?? []
  const put = (i: number, p: PropertyTest | null) =>
    onChange({ ...value, properties: p === null ? properties.filter((_, k) => k !== i) : properties.map((old, k) => (k === i ? p : old)) })
  return (
    <>
      <MultiSelect size="xs" miw={150} maw={340} searchable aria-label={t('filter.activity')} data={[...kinds, ...own]} value={value.kind} onChange={(kind) => onChange({ ...value, kind })} />
      <TagsInput
        size="xs" miw={110} maw={300} aria-label={t('filter.asset')} placeholder={value.asset?.length ? undefined : t('filter.any_asset')} acceptValueOnBlur
        data={assetOptions} value={value.asset ?? []} onChange={(asset) => onChange({ ...value, asset: asset.length ? asset : undefined })}
      />
      {properties.map((p, i) => (
        <Group key={i} gap={4} wrap="nowrap">
          <TextInput size="xs" w={110} aria-label={t('filter.property')} placeholder={t('filter.property')} value={p.key} onChange={(e) => put(i, { ...p, key: e.currentTarget.value })} />
          <Select size="xs" w={120} aria-label={t('filter.comparison')} allowDeselect={false} value={p.op} data={OPS.map((op) => ({ value: op, label: t(`op.${op}`) }))} onChange={(op) => op && put(i, { ...p, op: op as Op, values: carried(p.op, op as Op, p.values ?? []) })} />
          {!takesNoValue(p.op) && <TagsInput size="xs" w={150} aria-label={t('filter.value')} acceptValueOnBlur maxTags={takes(p.op) === 'one' ? 1 : undefined} value={(p.values ?? []).map(String)} onChange={(v) => put(i, { ...p, values: v.map(scalar) })} />}
          <ActionIcon size="sm" onClick={() => put(i, null)} aria-label={t('filter.remove')}><IconX size={14} /></ActionIcon>
        </Group>
      ))}
      <Tooltip label={t('filter.add_property')}>
        <ActionIcon size="sm" variant="default" aria-label={t('filter.add_property')} onClick={() => onChange({ ...value, properties: [...properties, { key: '', op: 'is', values: [] }] })}><IconPlus size={14} /></ActionIcon>
      </Tooltip>
    </>
  )
}

/** Properties keep the type that the sender gave them: numbers and yes/no are compared as such. */
function scalar(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true'
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
