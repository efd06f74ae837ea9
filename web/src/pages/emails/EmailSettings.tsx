/** The rest of an email: sender, defaults of its variables, operational or not. */
import { Button, Card, SimpleGrid, Stack, Switch, Text, Textarea, TextInput, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { useCan } from '@/api/session'
import { Attachments } from './Attachments'
import { useAllVariables } from './blocks/useVariables'
import { DefaultRow } from './DefaultRow'

export function EmailSettings({ email, change }: { email: Email; change: (part: Partial<Email>) => void }) {
  const { t } = useTranslation()
  const can = useCan()
  const variables = useAllVariables()
  const defaults = Object.entries(email.defaults ?? {})
  const put = (list: [string, string][]) => change({ defaults: list.length ? Object.fromEntries(list) : undefined })
  return (
    <Stack>
      <Card>
        <Title order={3} mb="sm">{t('emails.sender')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t('emails.from_name')} placeholder={t('emails.instance_sender')} value={email.from_name ?? ''} onChange={(e) => change({ from_name: e.currentTarget.value || undefined })} />
          <TextInput label={t('emails.from_address')} type="email" placeholder={t('emails.instance_sender')} value={email.from_address ?? ''} onChange={(e) => change({ from_address: e.currentTarget.value || undefined })} />
          <TextInput label={t('emails.reply_to')} type="email" value={email.reply_to ?? ''} onChange={(e) => change({ reply_to: e.currentTarget.value || undefined })} />
        </SimpleGrid>
      </Card>
      <Card>
        <Title order={3}>{t('emails.defaults')}</Title>
        <Text fz="sm" c="dimmed" mb="sm">{t('emails.defaults_text')}</Text>
        <Stack gap={6}>
          {defaults.map(([name, text], i) => (
            <DefaultRow
              key={i} name={name} text={text} groups={variables} taken={defaults.flatMap(([other], k) => (k === i ? [] : [other]))}
              onChange={(to, reads) => put(defaults.map((d, k) => (k === i ? [to, reads] : d)))} onRemove={() => put(defaults.filter((_, k) => k !== i))}
            />
          ))}
        </Stack>
        <Button mt="xs" w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={14} />} disabled={'' in (email.defaults ?? {})} onClick={() => put([...defaults, ['', '']])}>{t('common.add')}</Button>
      </Card>
      <Attachments files={email.attachments ?? []} onChange={(files) => change({ attachments: files.length ? files : undefined })} />
      {can('send_operational') && (
        <Card>
          <Switch
            label={t('emails.operational')} description={t('emails.operational_text')} checked={email.operational !== undefined && email.operational !== null}
            onChange={(e) => change({ operational: e.currentTarget.checked ? '' : undefined })}
          />
          {email.operational !== undefined && email.operational !== null && (
            <Textarea mt="sm" required label={t('emails.operational_reason')} value={email.operational} onChange={(e) => change({ operational: e.currentTarget.value })} />
          )}
        </Card>
      )}
    </Stack>
  )
}
