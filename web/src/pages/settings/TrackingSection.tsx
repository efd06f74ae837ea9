/** How a website begins to tell what its visitors do. */
import { Card, Code, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { keysQuery } from '@/api/settings'

export function TrackingSection() {
  const { t } = useTranslation()
  const key = useQuery(keysQuery).data?.find((k) => k.kind === 'write' && !k.revoked_at)
  const at = location.origin
  const user = key ? `${key.prefix}…` : 'WRITE_KEY'
  const call = (name: string, body: object) => `curl -u ${user}: ${at}/v1/${name} \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify(body)}'`
  return (
    <Stack>
      <Card>
        <Title order={2} mb="xs">{t('tracking.sdk')}</Title>
        <Text fz="sm" mb="sm">{t('tracking.sdk_text')}</Text>
        <Code block>{at}/v1</Code>
      </Card>
      <Card>
        <Title order={2} mb="xs">{t('tracking.curl')}</Title>
        <Text fz="sm" mb="sm">{t('tracking.curl_text')}</Text>
        <Code block fz="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{call('page', { anonymousId: 'browser-1', name: 'Pricing', properties: { path: '/pricing' } })}</Code>
        <Code block fz="xs" mt="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{call('identify', { anonymousId: 'browser-1', userId: 'crm-1042', traits: { email: 'ana@example.com', firstName: 'Ana' } })}</Code>
      </Card>
    </Stack>
  )
}
