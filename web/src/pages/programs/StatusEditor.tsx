/** The statuses of a program's members; members only move to the same or a later step. */
import { ActionIcon, Button, Card, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ProgramStatus } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { keyOf } from '@/components/definition/keyOf'

export function StatusEditor({ statuses, onChange }: { statuses: ProgramStatus[]; onChange: (s: ProgramStatus[]) => void }) {
  const { t } = useTranslation()
  const put = (i: number, s: Partial<ProgramStatus>) => onChange(statuses.map((old, k) => (k === i ? { ...old, ...s } : old)))
  const add = () => {
    const label = t('programs.new_status')
    const base = keyOf(label)
    const key = statuses.some((s) => s.key === base) ? `${base}_${statuses.length + 1}` : base
    onChange([...statuses, { key, label, step: Math.max(0, ...statuses.map((s) => s.step)) + 1 }])
  }
  return (
    <Card>
      <Title order={2}>{t('programs.statuses')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('programs.statuses_text')}</Text>
      <Stack gap={6}>
        {statuses.map((s, i) => (
          <Group key={s.key} gap="xs" wrap="nowrap">
            <NumberField size="xs" w={70} min={1} aria-label={`${s.label}: ${t('programs.step')}`} value={s.step} onChange={(n) => n !== '' && put(i, { step: Number(n) })} />
            <TextInput size="xs" style={{ flex: 1 }} aria-label={t('common.label')} value={s.label} onChange={(e) => put(i, { label: e.currentTarget.value })} />
            <Text fz="xs" c="dimmed" ff="monospace" w={110} truncate visibleFrom="sm">{s.key}</Text>
            <Checkbox size="xs" label={t('programs.is_success')} checked={!!s.success} onChange={(e) => put(i, { success: e.currentTarget.checked })} />
            <ActionIcon aria-label={`${t('common.remove')}: ${s.label}`} onClick={() => onChange(statuses.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button mt="xs" w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} onClick={add}>{t('common.add')}</Button>
    </Card>
  )
}
