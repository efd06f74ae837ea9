/** The records to set, each part ready to be copied. */
import { ActionIcon, Badge, Box, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DnsRecord } from '@/api/types'

export function Records({ of }: { of: DnsRecord[] }) {
  return <Stack gap="xs">{of.map((record) => <OneRecord key={`${record.type} ${record.name}`} record={record} />)}</Stack>
}

function OneRecord({ record }: { record: DnsRecord }) {
  const { t } = useTranslation()
  return (
    <Box p="sm" style={{ border: '1px solid var(--mantine-color-default-border)', borderRadius: 'var(--mantine-radius-md)' }}>
      <Group gap="xs" mb={6}>
        <Badge color="gray">{record.type}</Badge>
        <Text fz="sm" fw={600}>{t(`senders.topic.${record.topic}`)}</Text>
        {record.optional && <Text fz="xs" c="dimmed">{t('senders.optional')}</Text>}
      </Group>
      <Line label={t('senders.name')} value={record.name} />
      <Line label={t('senders.value')} value={record.value} />
      {record.zone.includes('" "') && <Line label={t('senders.zone')} value={record.zone} />}
    </Box>
  )
}

function Line({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Text fz="xs" c="dimmed" w={72} style={{ flex: 'none' }} pt={4}>{label}</Text>
      <Code fz="xs" style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'keys.copied' : 'keys.copy')}>
            <ActionIcon size="sm" aria-label={t('senders.copy', { what: label })} onClick={copy}>{copied ? <IconCheck size={15} /> : <IconCopy size={15} />}</ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}
