/** A page with nothing on it yet: begin with a text, or as another email. */
import { Box, Button, Group, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Email } from '@/api/model'
import { Empty } from '@/components/Empty'
import { useDesk } from './desk'

export function Blank() {
  const { t } = useTranslation()
  const { add, changeEmail, email } = useDesk()
  const [from, setFrom] = useState<string | null>(null)
  const { data } = useQuery(definitionsQuery<Email>('email'))
  const templates = (data ?? []).filter((e) => e.state !== 'archived' && e.body.mjml !== email.mjml)
  const begin = () => {
    const other = templates.find((e) => e.key === from)?.body
    if (other) changeEmail({ mjml: other.mjml, text: other.text, defaults: { ...other.defaults, ...email.defaults } })
  }
  return (
    <Box mt="md" bg="var(--siembra-card)" style={{ borderRadius: 10 }} c="var(--siembra-ink)" onClick={(e) => e.stopPropagation()}>
      <Empty
        compact title={t('blocks.blank')} text={t('blocks.blank_text')}
        action={(
          <>
            <Button size="xs" onClick={() => add('text')}>{t('blocks.blank_text_add')}</Button>
            <Text fz="xs" c="dimmed">{t('blocks.joint.or')}</Text>
            <Group gap="xs" wrap="nowrap">
              <Select size="xs" searchable aria-label={t('emails.begin.as')} placeholder={t('emails.begin.as')} data={templates.map((e) => ({ value: e.key, label: e.label }))} value={from} onChange={setFrom} />
              <Button size="xs" variant="default" disabled={!from} onClick={begin}>{t('blocks.blank_take')}</Button>
            </Group>
          </>
        )}
      />
    </Box>
  )
}
