/** The lists that a contact is on, taken off and added by hand. */
import { Badge, CloseButton, Select, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { setMember } from '@/api/lists'
import { useCan } from '@/api/session'
import type { Contact } from '@/api/types'
import { useDefinitionOptions } from '@/components/filter/options'
import { notifyProblem } from '@/components/Problem'

export function ListsOfContact({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const may = useCan()('edit_records')
  const lists = useDefinitionOptions('list')
  const change = useMutation({ mutationFn: ({ key, member }: { key: string; member: boolean }) => setMember(key, contact.id, member), onError: notifyProblem })
  const others = lists.filter((l) => !contact.lists.some((on) => on.key === l.value))
  return (
    <>
      {contact.lists.length === 0 && <Text fz="sm" c="dimmed">{t('common.none')}</Text>}
      {contact.lists.map((l) => (
        <Badge
          key={l.key} color="gray" pr={may ? 2 : undefined}
          rightSection={may && <CloseButton size={16} iconSize={11} disabled={change.isPending} aria-label={t('lists.take_off', { label: l.label })} onClick={() => change.mutate({ key: l.key, member: false })} />}
        >
          {l.label}
        </Badge>
      ))}
      {may && others.length > 0 && (
        <Select
          size="xs" w="100%" searchable value={null} disabled={change.isPending} data={others} aria-label={t('lists.put_on')} placeholder={t('lists.put_on')} leftSection={<IconPlus size={14} aria-hidden />}
          onChange={(key) => key && change.mutate({ key, member: true })}
        />
      )}
    </>
  )
}
