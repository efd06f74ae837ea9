/** The column that takes a contact off the list which is shown; none without a list, or without the right. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { setMember } from '@/api/lists'
import { useCan } from '@/api/session'
import type { ContactRow } from '@/api/types'
import type { Column } from '@/components/DataTable'
import { notifyProblem } from '@/components/Problem'

export function useLeaving(list: string | undefined): Column<ContactRow> | null {
  const { t } = useTranslation()
  const may = useCan()('edit_records')
  const leave = useMutation({ mutationFn: (contact: string) => setMember(list!, contact, false), onError: notifyProblem })
  if (!list || !may) return null
  const label = (name: string) => t('lists.take_off', { label: name })
  return {
    key: 'leave', title: '', align: 'right', width: 48,
    cell: (c) => <Tooltip label={t('lists.remove')}><ActionIcon aria-label={label(c.name)} loading={leave.isPending && leave.variables === c.id} onClick={() => leave.mutate(c.id)}><IconX size={15} /></ActionIcon></Tooltip>,
  }
}
