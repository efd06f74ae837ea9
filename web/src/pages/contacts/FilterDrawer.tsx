/** An ad-hoc filter over contacts, with its live count; not kept as a segment. */
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { isComplete } from '@/components/filter/complete'
import { FilterBuilder } from '@/components/filter/FilterBuilder'
import { LiveCount } from '@/components/filter/LiveCount'

export function FilterDrawer({ value, onApply }: { value: Filter | undefined; onApply: (filter: Filter | undefined) => void }) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>(value ?? { all: [] })
  return (
    <Stack>
      <FilterBuilder value={filter} onChange={setFilter} label={t('contacts.filter_title')} />
      <LiveCount filter={filter} />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => onApply(undefined)}>{t('contacts.clear')}</Button>
        <Button disabled={!isComplete(filter)} onClick={() => onApply(filter)}>{t('contacts.apply')}</Button>
      </Group>
    </Stack>
  )
}
