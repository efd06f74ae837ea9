/** One activity in words: what, concerning what, with which particulars; people and stages by name, deals as links. */
import { Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { usersQuery } from '@/api/settings'
import type { Activity } from '@/api/types'
import { accountQuery } from '@/api/accounts'
import { definitionsQuery } from '@/api/definitions'
import type { Program } from '@/api/model'
import { humanise, money } from '@/format'
import { useFields, useStages } from './filter/options'
import { TextLink } from './links'
import { particular, type Called } from './particulars'

export function ActivityText({ activity: a }: { activity: Activity }) {
  const { t } = useTranslation()
  const changed = useChanged()
  const about = a.kind === 'field_changed' && a.asset ? changed(a.asset) : (a.asset_label ?? a.asset)
  const deal = a.asset?.startsWith('opp_') ? a.asset : null
  const called = useCalled()
  const particulars = Object.entries(a.properties).filter(([key]) => a.kind !== 'field_changed' || key !== 'object').slice(0, 8)
  return (
    <Box miw={0}>
      <Text fz="sm" lh={1.35}>
        <Text span fw={550} fz="sm">{t(`kind.${a.kind}`, { defaultValue: a.label || humanise(a.kind) })}</Text>
        {deal && <Text span fz="sm"> · <TextLink to="/opportunities/$id" params={{ id: deal }} fz="sm">{t('opportunities.one')}</TextLink></Text>}
        {about && !deal && <Text span fz="sm" c="dimmed"> · {about}</Text>}
        {a.by && <Text span fz="sm"> · <TextLink to="/contacts/$id" params={{ id: a.by.id }} fz="sm">{a.by.name === a.by.id ? t('why.nameless', { id: a.by.id }) : a.by.name}</TextLink></Text>}
        {a.value && <Text span fz="sm" fw={600}> · {money(a.value)}</Text>}
      </Text>
      {particulars.length > 0 && (
        <Text fz="xs" c="dimmed" lh={1.4}>
          {particulars.map(([key, v], i) => (
            <Fragment key={key}>
              {i > 0 && ' · '}{t(`property.${key}`, { defaultValue: humanise(key) })}: {typeof v === 'string' && v.startsWith('acc_') ? <AccountName id={v} /> : particular(t, a, key, v, called)}
            </Fragment>
          ))}
        </Text>
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

/** The names of colleagues, stages, statuses and definitions that particulars give by id or key. */
function useCalled(): Called {
  const users = useQuery(usersQuery).data
  const stages = useStages()
  const programs = useQuery(definitionsQuery<Program>('program')).data
  const of = { program: programs, email: useQuery(definitionsQuery('email')).data, asset: useQuery(definitionsQuery('asset')).data, list: useQuery(definitionsQuery('list')).data }
  return {
    user: (id) => users?.find((u) => u.id === id)?.name,
    stage: (key) => stages.find((s) => s.value === key)?.label,
    status: (program, key) => programs?.find((p) => p.key === program)?.body.statuses?.find((s) => s.key === key)?.label,
    definition: (kind, key) => of[kind]?.find((d) => d.key === key)?.label,
  }
}

function AccountName({ id }: { id: string }) {
  return <>{useQuery(accountQuery(id)).data?.name ?? id}</>
}
