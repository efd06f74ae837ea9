/** One cost line. */
import { Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useCurrencies } from '@/api/currencies'
import { fieldErrors } from '@/api/problem'
import { useSession } from '@/api/session'
import { createCost, patchCost } from '@/api/settings'
import type { Cost, CostCategory } from '@/api/types'
import { minorDigits } from '@/format'
import { useDefinitionOptions } from '../filter/options'
import { NumberField } from '../NumberField'
import { Problem } from '../Problem'
import { costsChanged } from './CostTable'

const CATEGORIES: CostCategory[] = ['program', 'software', 'staff', 'agency', 'data']

export function CostModal({ cost, program, onClose }: { cost: Cost | null; program?: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { currency } = useSession().settings
  const currencies = useCurrencies()
  const programs = useDefinitionOptions('program')
  const form = useForm({
    initialValues: {
      label: cost?.label ?? '', category: cost?.category ?? (program ? 'program' : 'software') as CostCategory, amount: cost ? cost.amount.minor / 10 ** minorDigits(cost.amount.currency) : ('' as number | ''),
      currency: cost?.amount.currency ?? currency, from: cost?.from ?? dayjs().startOf('month').format('YYYY-MM-DD'), to: cost?.to ?? dayjs().endOf('month').format('YYYY-MM-DD'), program: cost?.program ?? program ?? '',
    },
  })
  const save = useMutation({
    mutationFn: (v: typeof form.values) => {
      const body = { label: v.label, category: v.category, amount: { minor: Math.round(Number(v.amount) * 10 ** minorDigits(v.currency)), currency: v.currency }, from: v.from, to: v.to, program: v.program || null }
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
            <NumberField required label={t('opportunities.amount')} decimals={minorDigits(form.values.currency)} min={0} value={form.values.amount} onChange={(n) => form.setFieldValue('amount', n)} error={form.errors.amount} />
            <Select required allowDeselect={false} label={t('common.currency')} description={currencies.length === 1 ? t('costs.currency_text') : undefined} data={[...new Set([...currencies, form.values.currency])]} {...form.getInputProps('currency')} />
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
