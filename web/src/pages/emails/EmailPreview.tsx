/** The mail as a chosen contact would see it: rendered by the server as sending does, shown in a frame without scripts. */
import { Alert, Badge, Box, Card, Chip, Group, List, Loader, SegmentedControl, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renderEmail } from '@/api/emails'
import type { Email } from '@/api/model'
import type { Finding } from '@/api/types'
import { ContactPicker } from '@/components/ContactPicker'
import { placeOf } from '@/components/definition/place'
import { MailFrame } from '@/components/MailFrame'
import { Problem } from '@/components/Problem'
import { languageName } from '@/format'
import { said } from '@/i18n/said'
import { dark, withoutImages } from './seen'

interface Props {
  email: Email; language?: string | null; contact: string | null; onContact: (id: string | null) => void
  /** What the page tells of the email already. */
  told?: Finding[]
}

export function EmailPreview({ email, language = null, contact, onContact, told = [] }: Props) {
  const { t } = useTranslation()
  const [view, setView] = useState('desktop')
  const [inDark, setDark] = useState(false)
  const [images, setImages] = useState(true)
  const [settled] = useDebouncedValue(email, 400)
  // A contact reads the language that is theirs.
  const asked = !contact && language && settled.languages?.[language] ? language : null
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['render', settled, contact, asked], queryFn: () => renderEmail(settled, contact, asked), placeholderData: keepPreviousData, retry: false,
  })
  const problems = data?.problems.filter((p) => !told.some((f) => f.path === p.path && f.message === p.message)) ?? []
  const seen = (html: string) => {
    const shown = images ? html : withoutImages(html)
    return inDark ? dark(shown) : shown
  }
  return (
    <Card p="md" pos="sticky" top={130}>
      <Group justify="space-between" mb="sm" gap="xs">
        <ContactPicker value={contact} onChange={onContact} aria-label={t('emails.as')} placeholder={t('emails.as_nobody')} style={{ flex: '1 1 200px', minWidth: 0 }} />
        <SegmentedControl size="xs" value={view} onChange={setView} aria-label={t('emails.view')} data={(['desktop', 'phone', 'text'] as const).map((v) => ({ value: v, label: t(`emails.view.${v}`) }))} />
        {view !== 'text' && (
          <Group gap={6}>
            <Chip size="xs" checked={inDark} onChange={setDark}>{t('emails.view.dark')}</Chip>
            <Chip size="xs" checked={!images} onChange={(off) => setImages(!off)}>{t('emails.view.no_images')}</Chip>
          </Group>
        )}
        <Box w={18}>{isFetching && <Loader size={16} aria-label={t('common.loading')} />}</Box>
      </Group>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {problems.length > 0 && (
        <Alert mb="sm" color={problems.some((p) => p.severity === 'error') ? 'clay' : 'sun'} title={t('emails.problems', { count: problems.length })}>
          <List fz="sm">{problems.map((p, i) => <List.Item key={i}><Text span fw={600} fz="sm">{placeOf(t, p.path)}:</Text> {said(p.message)}</List.Item>)}</List>
        </Alert>
      )}
      {data && (
        <>
          <Box px="sm" pb="sm">
            {Object.keys(settled.languages ?? {}).length > 0 && <Badge size="xs" variant="light">{data.language ? languageName(data.language) : t('languages.own')}</Badge>}
            <Text fw={650}>{data.subject || t('emails.no_subject')}</Text>
            <Text fz="sm" c="dimmed" truncate>{[data.from_name || t('emails.instance_sender'), data.preheader].filter(Boolean).join(' · ')}</Text>
          </Box>
          {view === 'text'
            ? <Box component="pre" m={0} p="sm" fz="sm" style={{ whiteSpace: 'pre-wrap', overflow: 'auto', maxHeight: 600 }}>{data.text}</Box>
            : data.html && <MailFrame html={seen(data.html)} title={t('emails.preview')} width={view === 'phone' ? 375 : undefined} />}
        </>
      )}
    </Card>
  )
}
