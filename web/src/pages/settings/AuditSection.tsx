/** Who did what in the instance, the latest first. */
import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auditQuery } from '@/api/settings'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Pager } from '@/components/Pager'
import { dateTime } from '@/format'

export function AuditSection() {
  const { t } = useTranslation()
  const [after, setAfter] = useState<string | undefined>()
  const { data, error, refetch } = useQuery(auditQuery(after))
  return (
    <>
      <DataTable
        label={t('settings.audit')} rows={data?.items} id={(a) => String(a.id)} error={error} retry={() => void refetch()} empty={<Empty title={t('audit.empty')} />}
        columns={[
          { key: 'at', title: t('imports.by'), cell: (a) => <Text fz="sm" className="num">{dateTime(a.at)}</Text> },
          { key: 'actor', title: t('audit.actor'), cell: (a) => a.actor },
          { key: 'action', title: t('audit.action'), cell: (a) => <Badge color="gray">{a.action}</Badge> },
          { key: 'object', title: t('audit.object'), from: 'sm', cell: (a) => <Text fz="xs" ff="monospace">{a.object}</Text> },
          { key: 'detail', title: t('audit.detail'), from: 'md', cell: (a) => <Text fz="sm" c="dimmed">{a.detail}</Text> },
        ]}
      />
      {data && data.items.length > 0 && <Pager page={data} after={after} limit={50} onGo={setAfter} />}
    </>
  )
}
