/** Who signs in, with which role. */
import { ActionIcon, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import { usersQuery } from '@/api/settings'
import type { User } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Stamp } from '@/components/Stamp'
import { UserModal } from './UserModal'

export function UsersSection() {
  const { t } = useTranslation()
  const may = useCan()('edit_users')
  const query = useQuery(usersQuery)
  const [edited, setEdited] = useState<User | 'new' | null>(null)
  return (
    <Stack gap="sm">
      {may && <Group justify="flex-end"><Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>{t('users.new')}</Button></Group>}
      <DataTable
        label={t('settings.users')} rows={query.data} id={(u) => u.id} error={query.error} retry={() => void query.refetch()} empty={<Empty title={t('users.empty')} />}
        columns={[
          { key: 'name', title: t('common.label'), cell: (u) => <><Text fz="sm" fw={600}>{u.name}</Text><Text fz="xs" c="dimmed">{u.email}</Text></> },
          { key: 'role', title: t('users.role'), cell: (u) => <Badge color={u.role === 'admin' ? 'sun' : 'gray'}>{t(`role.${u.role}`)}</Badge> },
          { key: 'team', title: t('users.team'), from: 'sm', cell: (u) => u.team || '–' },
          { key: 'last', title: t('users.last_sign_in'), from: 'sm', cell: (u) => <Stamp at={u.last_sign_in} /> },
          { key: 'state', title: t('segments.state'), cell: (u) => <Badge color={u.active ? 'campo' : 'gray'}>{t(u.active ? 'users.active' : 'users.inactive')}</Badge> },
          { key: 'do', title: '', align: 'right', cell: (u) => may && <ActionIcon aria-label={`${t('common.edit')}: ${u.name}`} onClick={() => setEdited(u)}><IconPencil size={16} /></ActionIcon> },
        ]}
      />
      {edited && <UserModal user={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  )
}
