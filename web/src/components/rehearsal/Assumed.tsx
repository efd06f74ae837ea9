/** What to know about figures that were worked out over history, and how long it took. */
import { List, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '@/api/types'
import { number } from '@/format'
import { said } from '@/i18n/said'

export function Assumed({ found }: { found: Pick<Rehearsal, 'assumptions' | 'ms'> }) {
  const { t } = useTranslation()
  return (
    <div>
      <Title order={3} fz="sm" mb={4}>{t('rehearse.assumed')}</Title>
      <List fz="xs" c="dimmed" spacing={2}>{found.assumptions.map((text) => <List.Item key={text}>{said(text)}</List.Item>)}</List>
      <Text fz="xs" c="dimmed" mt={4}>{t('rehearse.took', { time: `${number(found.ms / 1000, 1)} s` })}</Text>
    </div>
  )
}
