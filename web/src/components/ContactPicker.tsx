/** Chooses a contact by typing a name or an address. */
import { Loader, Select, Text, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { contactsQuery } from '@/api/contacts'

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string | null
  onChange: (id: string | null) => void
  inputRef?: Ref<HTMLInputElement>
}

export function ContactPicker({ value, onChange, inputRef, ...rest }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text, 200)
  const { data, isFetching } = useQuery({ ...contactsQuery({ q: q || undefined, limit: 12, sort: '-last_activity' }), placeholderData: keepPreviousData })
  const found = data?.items ?? []
  return (
    <Select
      ref={inputRef} searchable clearable={!!value} value={value} onChange={onChange} onSearchChange={setText}
      leftSection={<IconSearch size={16} aria-hidden />} rightSection={isFetching && text ? <Loader size={14} /> : <span />}
      data={found.map((c) => ({ value: c.id, label: c.name }))} filter={({ options }) => options}
      nothingFoundMessage={t('contacts.none_found')}
      renderOption={({ option }) => {
        const c = found.find((f) => f.id === option.value)
        return (
          <div>
            <Text fz="sm" fw={550}>{option.label}</Text>
            <Text fz="xs" c="dimmed">{[c?.job_title, c?.company ?? c?.account?.name, c?.email].filter(Boolean).join(' · ')}</Text>
          </div>
        )
      }}
      {...rest}
    />
  )
}
