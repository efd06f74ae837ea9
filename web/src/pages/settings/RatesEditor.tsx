/** Dated rates into the reporting currency; money without a rate counts in no figure, never one to one. */
import { ActionIcon, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { IconPlus, IconX } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Settings } from '@/api/model'
import { NumberField } from '@/components/NumberField'

type Rate = NonNullable<Settings['rates']>[number]
interface Props { rates: Rate[]; currency: string; onChange: (rates: Rate[]) => void }

export function RatesEditor({ rates, currency, onChange }: Props) {
  const { t } = useTranslation()
  const put = (i: number, part: Partial<Rate>) => onChange(rates.map((r, k) => (k === i ? { ...r, ...part } : r)))
  return (
    <Card>
      <Title order={2}>{t('instance.rates')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('instance.rates_text', { currency })}</Text>
      <Stack gap={6}>
        {rates.map((r, i) => (
          <Group key={i} gap="xs">
            <Text fz="sm">1</Text>
            <TextInput size="xs" w={70} maxLength={3} aria-label={t('common.currency')} value={r.currency} onChange={(e) => put(i, { currency: e.currentTarget.value.toUpperCase() })} />
            <Text fz="sm">=</Text>
            <NumberField size="xs" w={100} decimals={8} min={0} aria-label={t('instance.rate')} value={r.rate === '' ? '' : Number(r.rate)} onChange={(n) => put(i, { rate: String(n) })} />
            <Text fz="sm">{currency} {t('instance.from')}</Text>
            <DateInput size="xs" w={140} aria-label={t('costs.from')} valueFormat="D MMM YYYY" value={r.date} onChange={(d) => d && put(i, { date: d })} />
            <ActionIcon aria-label={t('common.remove')} onClick={() => onChange(rates.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button mt="xs" w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} onClick={() => onChange([...rates, { currency: '', date: dayjs().format('YYYY-MM-DD'), rate: '' }])}>{t('common.add')}</Button>
    </Card>
  )
}
