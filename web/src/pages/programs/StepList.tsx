/** What a trigger program does, in order. */
import { ActionIcon, Box, Button, Group, Menu, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconBell, IconClock, IconListCheck, IconListDetails, IconMail, IconPencil, IconPlus, IconX, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Step } from '@/api/model'
import { StepEditor } from './StepEditor'

const KINDS = ['send', 'wait_hours', 'alert', 'task', 'change', 'add_to_list'] as const
type StepKind = (typeof KINDS)[number]
const ICONS: Record<StepKind, Icon> = { send: IconMail, wait_hours: IconClock, alert: IconBell, task: IconListCheck, change: IconPencil, add_to_list: IconListDetails }

function blank(kind: StepKind): Step {
  switch (kind) {
    case 'send': return { send: { email: '' } }
    case 'wait_hours': return { wait_hours: 48 }
    case 'alert': return { alert: { to: 'owner', text: '' } }
    case 'task': return { task: { text: '' } }
    case 'change': return { change: { field: 'job_function', value: null } }
    case 'add_to_list': return { add_to_list: '' }
  }
}

export function StepList({ steps, onChange }: { steps: Step[]; onChange: (steps: Step[]) => void }) {
  const { t } = useTranslation()
  const swap = (i: number, k: number) => onChange(steps.map((s, n) => (n === i ? steps[k] : n === k ? steps[i] : s)))
  return (
    <Stack gap="xs">
      {steps.length === 0 && <Text fz="sm" c="dimmed">{t('trigger.no_steps')}</Text>}
      {steps.map((step, i) => {
        const kind = Object.keys(step)[0] as StepKind
        const Picture = ICONS[kind]
        return (
          <Group key={i} wrap="nowrap" align="flex-start" gap="sm" p="xs" style={{ border: '1px solid var(--siembra-line)', borderRadius: 10 }} role="group" aria-label={`${i + 1}: ${t(`step.${kind}`)}`}>
            <ThemeIcon variant="light" radius="xl" mt={3}><Picture size={16} aria-hidden /></ThemeIcon>
            <Box style={{ flex: 1, minWidth: 0 }}>
              <Text fz="xs" fw={600} c="dimmed" mb={4}>{i + 1} · {t(`step.${kind}`)}</Text>
              <StepEditor step={step} onChange={(s) => onChange(steps.map((old, k) => (k === i ? s : old)))} />
            </Box>
            <Group gap={0} wrap="nowrap">
              <ActionIcon disabled={i === 0} aria-label={t('step.up')} onClick={() => swap(i, i - 1)}><IconArrowUp size={15} /></ActionIcon>
              <ActionIcon disabled={i === steps.length - 1} aria-label={t('step.down')} onClick={() => swap(i, i + 1)}><IconArrowDown size={15} /></ActionIcon>
              <ActionIcon aria-label={t('common.remove')} onClick={() => onChange(steps.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
            </Group>
          </Group>
        )
      })}
      <Menu position="bottom-start">
        <Menu.Target><Button w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={15} />}>{t('trigger.add_step')}</Button></Menu.Target>
        <Menu.Dropdown>
          {KINDS.map((kind) => { const Picture = ICONS[kind]; return <Menu.Item key={kind} leftSection={<Picture size={16} />} onClick={() => onChange([...steps, blank(kind)])}>{t(`step.${kind}`)}</Menu.Item> })}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  )
}
