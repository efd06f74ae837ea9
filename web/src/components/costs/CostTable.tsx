/** Cost lines: adding, changing, removing. */
import { ActionIcon, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import { deleteCost } from '@/api/settings'
import type { Cost } from '@/api/types'
import { date, money } from '@/format'
import { DataTable } from '../DataTable'
import { Empty } from '../Empty'
import { useDefinitionOptions } from '../filter/options'
import { notifyProblem } from '../Problem'
import { CostModal } from './CostModal'

export const costsChanged = () => {
  for (const key of ['costs', 'program', 'programs', 'kpis']) void queries.invalidateQueries({ queryKey: [key] })
}

export function CostTable({ costs, program, error }: { costs: Cost[] | undefined; program?: string; error?: unknown }) {
  const { t } = useTranslation()
  const may = useCan()('edit_costs')
  const programs = useDefinitionOptions('program')
  const [edited, setEdited] = useState<Cost | 'new' | null>(null)
  const remove = useMutation({ mutationFn: deleteCost, onSuccess: costsChanged, onError: notifyProblem })
  return (
    <Stack gap="sm">
      {may && <Group justify="flex-end"><Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>{t('costs.new')}</Button></Group>}
      <DataTable
        label={t('costs.title')} rows={costs} id={(c) => c.id} error={error} empty={<Empty title={t('costs.empty')} text={t('costs.empty_text')} />}
        columns={[
          { key: 'label', title: t('common.label'), cell: (c) => <Text fz="sm" fw={550}>{c.label}</Text> },
          { key: 'category', title: t('costs.category'), cell: (c) => <Badge color="gray">{t(`costcategory.${c.category}`)}</Badge> },
          ...(program ? [] : [{ key: 'program', title: t('nav.programs'), from: 'sm' as const, cell: (c: Cost) => programs.find((p) => p.value === c.program)?.label ?? c.program ?? '–' }]),
          { key: 'period', title: t('period.label'), from: 'sm', cell: (c) => `${date(c.from)} – ${date(c.to)}` },
          { key: 'amount', title: t('opportunities.amount'), align: 'right', cell: (c) => <Text span fw={600} fz="sm" className="num">{money(c.amount)}</Text> },
          {
            key: 'do', title: '', align: 'right', cell: (c) => may && (
              <Group gap={2} justify="flex-end" wrap="nowrap">
                <ActionIcon aria-label={`${t('common.edit')}: ${c.label}`} onClick={() => setEdited(c)}><IconPencil size={16} /></ActionIcon>
                <ActionIcon aria-label={`${t('common.remove')}: ${c.label}`} onClick={() => window.confirm(t('costs.remove_sure', { label: c.label })) && remove.mutate(c.id)}><IconTrash size={16} /></ActionIcon>
              </Group>
            ),
          },
        ]}
      />
      {edited && <CostModal cost={edited === 'new' ? null : edited} program={program} onClose={() => setEdited(null)} />}
    </Stack>
  )
}
