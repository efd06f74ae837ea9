/** Who did what in the instance, the latest first. */
import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import { auditQuery, keysQuery, usersQuery } from '@/api/settings'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Pager } from '@/components/Pager'
import { dateTime } from '@/format'
import { auditDetail, auditObject, type Names } from './audited'

export function AuditSection() {
  const { t } = useTranslation()
  const can = useCan()
  const users = useQuery({ ...usersQuery, enabled: can('read_users') }).data ?? []
  const keys = useQuery({ ...keysQuery, enabled: can('edit_keys') }).data ?? []
  const names: Names = Object.fromEntries([...users.map((u) => [u.id, u.name]), ...keys.map((k) => [k.id, k.label])])
  const [after, setAfter] = useState<string | undefined>()
  const { data, error, refetch } = useQuery(auditQuery(after))
  return (
    <>
      <DataTable
        label={t('settings.audit')} rows={data?.items} id={(a) => String(a.id)} error={error} retry={() => void refetch()} empty={<Empty title={t('audit.empty')} />}
        columns={[
          { key: 'at', title: t('imports.by'), cell: (a) => <Text fz="sm" className="num">{dateTime(a.at)}</Text> },
          { key: 'actor', title: t('audit.actor'), cell: (a) => (a.actor === 'somebody' ? t('audit.somebody') : a.actor) },
          { key: 'action', title: t('audit.action'), cell: (a) => <Badge color="gray">{t(`audit.act.${a.action}`, { defaultValue: a.action })}</Badge> },
          { key: 'object', title: t('audit.object'), from: 'sm', cell: (a) => <Text fz="sm" miw={110} style={{ overflowWrap: 'anywhere' }} title={a.object}>{auditObject(t, a.object, names)}</Text> },
          { key: 'detail', title: t('audit.detail'), from: 'md', cell: (a) => <Text fz="sm" c="dimmed" miw={150} style={{ overflowWrap: 'anywhere' }}>{auditDetail(t, a.action, a.detail)}</Text> },
        ]}
      />
      {data && data.items.length > 0 && <Pager page={data} after={after} limit={50} onGo={setAfter} />}
    </>
  )
}
