/** One activity in words: what, concerning what, with which particulars; people and stages by name, deals as links. */
import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '@/api/settings'
import type { Activity, Json } from '@/api/types'
import { humanise, money, value } from '@/format'
import { said } from '@/i18n/said'
import { useFields, useStages } from './filter/options'
import { TextLink } from './links'

export function ActivityText({ activity: a }: { activity: Activity }) {
  const { t } = useTranslation()
  const changed = useChanged()
  const about = a.kind === 'field_changed' && a.asset ? changed(a.asset) : (a.asset_label ?? a.asset)
  const deal = a.asset?.startsWith('opp_') ? a.asset : null
  const named = useNames(a.kind)
  const particulars = Object.entries(a.properties).filter(([key]) => a.kind !== 'field_changed' || key !== 'object').slice(0, 6)
  return (
    <Box miw={0}>
      <Text fz="sm" lh={1.35}>
        <Text span fw={550} fz="sm">{t(`kind.${a.kind}`, { defaultValue: a.label || humanise(a.kind) })}</Text>
        {deal && <Text span fz="sm"> · <TextLink to="/opportunities/$id" params={{ id: deal }} fz="sm">{t('opportunities.one')}</TextLink></Text>}
        {about && !deal && <Text span fz="sm" c="dimmed"> · {about}</Text>}
        {a.value && <Text span fz="sm" fw={600}> · {money(a.value)}</Text>}
      </Text>
      {particulars.length > 0 && (
        <Text fz="xs" c="dimmed" lh={1.4}>{particulars.map(([key, v]) => `${t(`property.${key}`, { defaultValue: humanise(key) })}: ${named(key, v, a.asset) ?? (key === 'reason' ? said(value(v)) : value(v))}`).join(' · ')}</Text>
      )}
    </Box>
  )
}

/** How a changed field or part of a record is called: `job_title`, `account.industry`, `contact:relationship`. */
function useChanged(): (asset: string) => string {
  const { t } = useTranslation()
  const fields = useFields()
  return (asset) => {
    const [, object, part] = /^(contact|account)[.:](.*)$/.exec(asset) ?? [null, 'contact', asset]
    const label = fields.find((f) => f.object === object && f.key === part)?.label
    const name = asset.includes(':') ? t(`changed.${part}`) : (label ?? humanise(part))
    return object === 'account' ? t('changed.of_account', { name }) : name
  }
}

/** The names of colleagues, stages and choices that particulars give by id or key. */
function useNames(kind: string): (key: string, v: Json, asset: string | null) => string | undefined {
  const { t } = useTranslation()
  const users = useQuery(usersQuery).data
  const stages = useStages()
  return (key, v, asset) => {
    if (typeof v !== 'string') return undefined
    if (v.startsWith('usr_')) return users?.find((u) => u.id === v)?.name
    if (asset?.endsWith(':relationship')) return t(`relationship.${v}`, { defaultValue: v })
    if (asset === 'account:tier') return t(`tier.${v}`, { defaultValue: v })
    return kind === 'stage_changed' && (key === 'from' || key === 'to') ? stages.find((s) => s.value === v)?.label : undefined
  }
}
