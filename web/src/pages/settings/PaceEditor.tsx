/** How fast mail goes out: to a recipients' domain, of a sender, and of a sender that is new. */
import { ActionIcon, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { IconPlus, IconX } from '@tabler/icons-react'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '@/api/model'
import { NumberField } from '@/components/NumberField'

type Pace = NonNullable<Settings['pace']>
type Lane = NonNullable<Pace['lanes']>[number]
type Quota = NonNullable<Pace['quotas']>[number]
type WarmUp = NonNullable<Pace['warm_up']>[number]

export function PaceEditor({ pace, onChange }: { pace: Pace; onChange: (pace: Pace) => void }) {
  const { t } = useTranslation()
  const number = (label: string, value: number, put: (n: number) => void) => <NumberField size="xs" w={120} min={0} label={label} value={value} onChange={(n) => put(Number(n))} />
  const domain = (label: string, value: string, put: (text: string) => void) => <TextInput size="xs" w={190} label={label} placeholder="example.com" value={value} onChange={(e) => put(e.currentTarget.value.trim().toLowerCase())} />
  return (
    <Card>
      <Title order={2}>{t('pace.title')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('pace.text')}</Text>
      <Stack>
        <Rows<Lane>
          title={t('pace.lanes')} rows={pace.lanes ?? []} fresh={{ domain: '', connections: 0, per_minute: 0 }} onChange={(lanes) => onChange({ ...pace, lanes })}
          cells={(row, put) => <>{domain(t('pace.domain'), row.domain, (text) => put({ domain: text }))}{number(t('pace.connections'), row.connections ?? 0, (connections) => put({ connections }))}{number(t('pace.per_minute'), row.per_minute ?? 0, (per_minute) => put({ per_minute }))}</>}
        />
        <Rows<Quota>
          title={t('pace.quotas')} rows={pace.quotas ?? []} fresh={{ sender: '', per_second: 0, per_day: 0 }} onChange={(quotas) => onChange({ ...pace, quotas })}
          cells={(row, put) => <>{domain(t('pace.sender_or_all'), row.sender ?? '', (sender) => put({ sender }))}{number(t('pace.per_second'), row.per_second ?? 0, (per_second) => put({ per_second }))}{number(t('pace.per_day'), row.per_day ?? 0, (per_day) => put({ per_day }))}</>}
        />
        <Rows<WarmUp>
          title={t('pace.warm_up')} rows={pace.warm_up ?? []} fresh={{ sender: '', from: dayjs().format('YYYY-MM-DD'), first_day: 200, growth: 50, until: 50_000 }} onChange={(warm_up) => onChange({ ...pace, warm_up })}
          cells={(row, put) => (
            <>
              {domain(t('pace.sender'), row.sender, (sender) => put({ sender }))}
              <DateInput size="xs" w={140} label={t('pace.from')} valueFormat="D MMM YYYY" value={row.from} onChange={(d) => d && put({ from: d })} />
              {number(t('pace.first_day'), row.first_day, (first_day) => put({ first_day }))}
              {number(t('pace.growth'), row.growth, (growth) => put({ growth }))}
              {number(t('pace.until'), row.until, (until) => put({ until }))}
            </>
          )}
        />
      </Stack>
    </Card>
  )
}

interface RowsProps<T> { title: string; rows: T[]; fresh: T; cells: (row: T, put: (part: Partial<T>) => void) => ReactNode; onChange: (rows: T[]) => void }

function Rows<T>({ title, rows, fresh, cells, onChange }: RowsProps<T>) {
  const { t } = useTranslation()
  return (
    <Stack gap={6}>
      <Text fz="sm" fw={600}>{title}</Text>
      {rows.map((row, i) => (
        <Group key={i} gap="xs" align="flex-end">
          {cells(row, (part) => onChange(rows.map((one, k) => (k === i ? { ...one, ...part } : one))))}
          <ActionIcon mb={4} aria-label={t('common.remove')} onClick={() => onChange(rows.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
        </Group>
      ))}
      <Button w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} onClick={() => onChange([...rows, fresh])}>{t('common.add')}</Button>
    </Stack>
  )
}
