/** One cost line. */
import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { fieldErrors } from '@/api/problem'
import { useSession } from '@/api/session'
import { createCost, patchCost } from '@/api/settings'
import type { Cost, CostCategory } from '@/api/types'
import { useDefinitionOptions } from '../filter/options'
import { Problem } from '../Problem'
import { costsChanged } from './CostTable'

const CATEGORIES: CostCategory[] = ['program', 'software', 'staff', 'agency', 'data']

export function CostModal({ cost, program, onClose }: { cost: Cost | null; program?: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { currency } = useSession().settings
  const programs = useDefinitionOptions('program')
  const form = useForm({
    initialValues: {
      label: cost?.label ?? '', category: cost?.category ?? (program ? 'program' : 'software') as CostCategory, amount: cost ? cost.amount.minor / 100 : ('' as number | ''),
      currency: cost?.amount.currency ?? currency, from: cost?.from ?? dayjs().startOf('month').format('YYYY-MM-DD'), to: cost?.to ?? dayjs().endOf('month').format('YYYY-MM-DD'), program: cost?.program ?? program ?? '',
    },
  })
  const save = useMutation({
    mutationFn: (v: typeof form.values) => {
      const body = { label: v.label, category: v.category, amount: { minor: Math.round(Number(v.amount) * 100), currency: v.currency }, from: v.from, to: v.to, program: v.program || null }
      return cost ? patchCost(cost.id, body) : createCost(body)
    },
    onSuccess: () => { costsChanged(); onClose() },
    onError: (e) => form.setErrors(fieldErrors(e)),
  })
  return (
    <Modal opened onClose={onClose} title={t(cost ? 'costs.edit' : 'costs.new')}>
      <form onSubmit={form.onSubmit((v) => save.mutate(v))}>
        <Stack>
          <TextInput required data-autofocus label={t('common.label')} {...form.getInputProps('label')} />
          <Select label={t('costs.category')} allowDeselect={false} data={CATEGORIES.map((c) => ({ value: c, label: t(`costcategory.${c}`) }))} {...form.getInputProps('category')} />
          <SimpleGrid cols={2}>
            <NumberInput required label={t('opportunities.amount')} thousandSeparator=" " decimalScale={2} min={0} {...form.getInputProps('amount')} />
            <TextInput required label={t('common.currency')} maxLength={3} {...form.getInputProps('currency')} onChange={(e) => form.setFieldValue('currency', e.currentTarget.value.toUpperCase())} />
            <DateInput required label={t('costs.from')} valueFormat="D MMM YYYY" {...form.getInputProps('from')} />
            <DateInput required label={t('costs.to')} valueFormat="D MMM YYYY" {...form.getInputProps('to')} />
          </SimpleGrid>
          {!program && <Select label={t('costs.program')} clearable searchable data={programs} {...form.getInputProps('program')} value={form.values.program || null} onChange={(p) => form.setFieldValue('program', p ?? '')} />}
          {save.error && <Problem error={save.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('common.cancel')}</Button><Button type="submit" loading={save.isPending}>{t('common.save')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
