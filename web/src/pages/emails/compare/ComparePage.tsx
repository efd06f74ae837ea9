/** Two versions of an email beside one another: as the same contact sees them, what else differs, and line by line. */
import { Box, Card, Grid, Group, SegmentedControl, Select, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionQuery, historyQuery } from '@/api/definitions'
import { renderEmail } from '@/api/emails'
import type { Email } from '@/api/model'
import type { Version } from '@/api/types'
import { ContactPicker } from '@/components/ContactPicker'
import { Empty } from '@/components/Empty'
import { Waiting } from '@/components/Loaded'
import { MailFrame } from '@/components/MailFrame'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { envelope } from './envelope'
import { LinesSideBySide } from './LinesSideBySide'

export function ComparePage() {
  const { t } = useTranslation()
  const { key } = useParams({ from: '/inside/emails/$key/compare' })
  const definition = useQuery(definitionQuery<Email>('email', key))
  const history = useQuery(historyQuery('email', key))
  const error = definition.error ?? history.error
  const versions = definition.data && history.data && [...(definition.data.draft ? [definition.data.draft] : []), ...(history.data as Version<Email>[])]
  return (
    <Page title={t('compare.title', { label: definition.data?.label ?? key })} text={t('compare.text')} back={{ to: `/emails/${key}`, label: definition.data?.label ?? key }}>
      {error != null && <Problem error={error} retry={() => void Promise.all([definition.refetch(), history.refetch()])} />}
      {!versions && !error && <Waiting lines={10} />}
      {versions && versions.length < 2 && <Empty title={t('compare.one_only')} />}
      {versions && versions.length > 1 && <Both name={key} versions={versions} />}
    </Page>
  )
}

/** The draft against what is in force, unless others are chosen. */
function Both({ name, versions }: { name: string; versions: Version<Email>[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/inside/emails/$key/compare' })
  const [contact, setContact] = useState<string | null>(null)
  const [view, setView] = useState('desktop')
  const find = (number: number | undefined) => versions.find((one) => one.version === Number(number))
  const now = find(search.to) ?? versions[0]
  const old = find(search.from) ?? versions.find((one) => one.state === 'published' && one !== now) ?? versions[1]
  const choose = (part: { from?: number; to?: number }) =>
    void navigate({ to: '/emails/$key/compare', params: { key: name }, search: { from: old.version, to: now.version, ...part }, replace: true })
  const data = versions.map((one) => ({ value: String(one.version), label: `v${one.version} · ${t(`def.state.${one.state}`)}` }))
  const differs = envelope(old.body, now.body)
  return (
    <Stack gap="lg">
      <Group align="flex-end">
        <ContactPicker label={t('emails.as')} value={contact} onChange={setContact} placeholder={t('emails.as_nobody')} w={280} />
        <SegmentedControl value={view} onChange={setView} aria-label={t('emails.view')} data={(['desktop', 'phone'] as const).map((v) => ({ value: v, label: t(`emails.view.${v}`) }))} />
      </Group>
      <Grid gap="lg">
        {([['from', old], ['to', now]] as const).map(([side, version]) => (
          <Grid.Col key={side} span={{ base: 12, md: 6 }}>
            <Card p="md" data-side={side}>
              <Select mb="sm" label={t(`compare.${side}`)} allowDeselect={false} data={data} value={String(version.version)} onChange={(v) => v && choose({ [side]: Number(v) })} />
              <Seen version={version} contact={contact} phone={view === 'phone'} />
            </Card>
          </Grid.Col>
        ))}
      </Grid>
      <Card>
        <Title order={2} mb="sm">{t('compare.envelope')}</Title>
        {differs.length === 0 && <Text fz="sm" c="dimmed">{t('compare.no_envelope')}</Text>}
        {differs.length > 0 && (
          <Table verticalSpacing={4} aria-label={t('compare.envelope')}>
            <Table.Thead><Table.Tr><Table.Th /><Table.Th>v{old.version}</Table.Th><Table.Th>v{now.version}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {differs.map((one) => (
                <Table.Tr key={one.name}>
                  <Table.Th fz="sm">{t(`compare.part.${one.name}`, { defaultValue: one.name })}</Table.Th>
                  <Table.Td fz="sm" style={{ overflowWrap: 'anywhere' }}>{one.old || '–'}</Table.Td>
                  <Table.Td fz="sm" style={{ overflowWrap: 'anywhere' }}>{one.now || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Card>
      <Card>
        <Title order={2} mb="sm">{t('compare.lines')}</Title>
        <LinesSideBySide name={name} from={old.version} to={now.version} />
      </Card>
    </Stack>
  )
}

/** One version as the contact sees it. */
function Seen({ version, contact, phone }: { version: Version<Email>; contact: string | null; phone: boolean }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({ queryKey: ['render', version.body, contact], queryFn: () => renderEmail(version.body, contact), retry: false })
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!data) return <Waiting lines={8} />
  return (
    <>
      <Box px="sm" pb="sm">
        <Text fw={650}>{data.subject || t('emails.no_subject')}</Text>
        <Text fz="sm" c="dimmed" truncate>{[data.from_name || t('emails.instance_sender'), version.body.preheader].filter(Boolean).join(' · ')}</Text>
      </Box>
      {data.html && <MailFrame html={data.html} title={`${t('emails.preview')} v${version.version}`} width={phone ? 375 : undefined} />}
    </>
  )
}
