/** A condition that is folded away until somebody looks at it: how many tests it has, then the builder. */
import { Box, Button } from '@mantine/core'
import { IconChevronDown, IconFilter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { FilterBuilder } from './FilterBuilder'
import { countLeaves } from './leaves'

const EVERYONE: Filter = { all: [] }

interface Props { value: Filter | undefined; onChange: (filter: Filter) => void; label: string }

export function FilterDisclosure({ value = EVERYONE, onChange, label }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const count = countLeaves(value)
  return (
    <Box mt={6}>
      <Button
        size="compact-sm" variant={count > 0 ? 'light' : 'subtle'} color={count > 0 ? undefined : 'gray'} aria-expanded={open} aria-label={label} onClick={() => setOpen(!open)}
        leftSection={<IconFilter size={14} />} rightSection={<IconChevronDown size={14} style={{ transform: open ? 'rotate(180deg)' : undefined }} />}
      >
        {count > 0 ? t('scoring.conditions', { count }) : t('filter.for_all')}
      </Button>
      {open && <Box mt="xs"><FilterBuilder value={value} onChange={onChange} label={label} /></Box>}
    </Box>
  )
}
