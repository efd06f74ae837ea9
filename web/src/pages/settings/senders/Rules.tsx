/** What Gmail, Yahoo and Outlook ask of who sends much, and how it stands. */
import { Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SenderRule } from '@/api/types'
import { said } from '@/i18n/said'
import { Verdict } from './state'

const PROVIDERS = { gmail: 'Gmail', yahoo: 'Yahoo', outlook: 'Outlook' }

export function Rules({ of }: { of: SenderRule[] }) {
  const { t } = useTranslation()
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('senders.rule')}</Table.Th>
            {Object.values(PROVIDERS).map((name) => <Table.Th key={name} w={80} ta="center">{name}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map((rule) => (
            <Table.Tr key={rule.key}>
              <Table.Td>
                <Text fz="sm" fw={600}>{t(`senders.asked.${rule.key}`)}</Text>
                <Text fz="xs" c="dimmed">{said(rule.text)}{rule.remedy && rule.verdict !== 'good' ? ` → ${said(rule.remedy)}` : ''}</Text>
              </Table.Td>
              {Object.keys(PROVIDERS).map((provider) => (
                <Table.Td key={provider} ta="center">{rule.providers.includes(provider) ? <Group justify="center"><Verdict of={rule.verdict} /></Group> : '–'}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
