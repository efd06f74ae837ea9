/** A nurture program: whom, in which category (first match), how deep, how often. */
import { ActionIcon, Badge, Button, Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { NurtureCategory, NurtureProgram } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { keyOf } from '@/components/definition/keyOf'
import { FilterBuilder } from '@/components/filter/FilterBuilder'
import { LiveCount } from '@/components/filter/LiveCount'

export function NurtureSetup({ value, onChange }: { value: NurtureProgram; onChange: (v: NurtureProgram) => void }) {
  const { t } = useTranslation()
  const figure = (key: 'dormant_days' | 'mid_at' | 'late_at' | 'hysteresis' | 'every_days' | 'hour', min = 1, max = 1000) => (
    <NumberField key={key} label={t(`nurture.${key}`)} description={t(`nurture.text.${key}`)} min={min} max={max} value={value[key]} onChange={(n) => n !== '' && onChange({ ...value, [key]: Number(n) })} />
  )
  return (
    <>
      <Card>
        <Title order={2} mb="sm">{t('nurture.audience')}</Title>
        <FilterBuilder value={value.audience} onChange={(audience) => onChange({ ...value, audience })} label={t('nurture.audience')} />
        <div style={{ marginTop: 16 }}><LiveCount filter={value.audience} sample={false} /></div>
      </Card>
      <Card>
        <Title order={2}>{t('nurture.categories')}</Title>
        <Text fz="sm" c="dimmed" mb="sm">{t('nurture.categories_text')}</Text>
        <Stack>
          <Group gap="xs"><Badge color="gray">1</Badge><Text fz="sm" fw={600}>{t('nurture.category.reactivation')}</Text><Text fz="sm" c="dimmed">{t('nurture.reactivation_text', { days: value.dormant_days })}</Text></Group>
          <Categories list={value.categories} onChange={(categories) => onChange({ ...value, categories })} />
          <Group gap="xs"><Badge color="gray">{value.categories.length + 2}</Badge><Text fz="sm" fw={600}>{t('nurture.category.other')}</Text><Text fz="sm" c="dimmed">{t('nurture.other_text')}</Text></Group>
        </Stack>
      </Card>
      <Card>
        <Title order={2} mb="sm">{t('nurture.pace')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {figure('mid_at', 0)}{figure('late_at', 0)}{figure('hysteresis', 0)}{figure('every_days')}{figure('hour', 0, 23)}{figure('dormant_days')}
        </SimpleGrid>
      </Card>
    </>
  )
}

function Categories({ list, onChange }: { list: NurtureCategory[]; onChange: (list: NurtureCategory[]) => void }) {
  const { t } = useTranslation()
  const put = (i: number, c: NurtureCategory) => onChange(list.map((old, k) => (k === i ? c : old)))
  const swap = (i: number, k: number) => onChange(list.map((s, n) => (n === i ? list[k] : n === k ? list[i] : s)))
  const add = () => {
    const label = t('nurture.new_category')
    const key = keyOf(label)
    const free = list.some((c) => c.key === key) ? `${key}_${list.length + 1}` : key
    onChange([...list, { key: free, label, when: { all: [] } }])
  }
  return (
    <>
      {list.map((c, i) => (
        <div key={c.key} style={{ border: '1px solid var(--siembra-line)', borderRadius: 10, padding: 12 }}>
          <Group mb="xs" wrap="nowrap">
            <Badge color="gray">{i + 2}</Badge>
            <TextInput size="xs" style={{ flex: 1 }} aria-label={t('common.label')} value={c.label} onChange={(e) => put(i, { ...c, label: e.currentTarget.value })} />
            <ActionIcon disabled={i === 0} aria-label={t('step.up')} onClick={() => swap(i, i - 1)}><IconArrowUp size={15} /></ActionIcon>
            <ActionIcon disabled={i === list.length - 1} aria-label={t('step.down')} onClick={() => swap(i, i + 1)}><IconArrowDown size={15} /></ActionIcon>
            <ActionIcon aria-label={t('common.remove')} onClick={() => onChange(list.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
          </Group>
          <FilterBuilder value={c.when} onChange={(when) => put(i, { ...c, when })} label={c.label} />
        </div>
      ))}
      <Button w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} onClick={add}>{t('nurture.add_category')}</Button>
    </>
  )
}
