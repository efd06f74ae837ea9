/** The links of the program's mail: how many people followed each, as a list and over the mail as it went out. */
import { Anchor, Card, Grid, Group, Select, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import { drawnQuery } from '@/api/emails'
import type { Email } from '@/api/model'
import type { Narrow } from '@/api/results'
import { useCan } from '@/api/session'
import type { ProgramResults } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { MailFrame } from '@/components/MailFrame'
import { languageName, number } from '@/format'
import { followed, withClicks, type Followed } from './clickMap'

type Links = ProgramResults['links']
interface Props { links: Links; run?: string; onOpen: (narrow: Narrow) => void }

export function ClickMap({ links, run, onOpen }: Props) {
  const { t } = useTranslation()
  const { data: emails } = useQuery(definitionsQuery<Email>('email'))
  const keys = useMemo(() => byClicks(links.map((l) => [l.email, l.clicks])), [links])
  const [chosen, setChosen] = useState<string | null>(null)
  const key = chosen && keys.includes(chosen) ? chosen : keys[0]
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('results.links')}</Title>
        {keys.length > 1 && <Select size="xs" w={260} allowDeselect={false} aria-label={t('sends.email')} value={key} onChange={setChosen} data={keys.map((k) => ({ value: k, label: emails?.find((e) => e.key === k)?.label ?? k }))} />}
      </Group>
      {key === undefined ? <Empty compact title={t('results.no_clicks')} /> : <OfEmail key={`${key} ${run}`} email={key} links={links.filter((l) => l.email === key)} run={run} onOpen={onOpen} />}
    </Card>
  )
}

function OfEmail({ email, links, run, onOpen }: Props & { email: string }) {
  const { t } = useTranslation()
  const mayDraw = useCan()('read_definitions')
  const wordings = links.flatMap((l) => l.wordings).filter((w) => w.version > 0)
  const versions = [...new Set(wordings.map((w) => w.version))].sort((a, b) => b - a)
  const [chosen, setChosen] = useState<{ version?: number; language?: string }>({})
  const version = chosen.version ?? versions[0]
  const language = chosen.language ?? byClicks(wordings.filter((w) => w.version === version).map((w) => [w.language, w.clicks]))[0] ?? ''
  const query = useQuery({ ...drawnQuery(email, { version, language, run }), enabled: mayDraw })
  const drawn = query.data
  const rows = followed(links, drawn ?? { version: version ?? 0, language, fixed: true })
  const tell = (r: Followed) => (r.place ? `#${r.place}` : '')
  return (
    <>
      <Group gap="xs" mb="sm">
        {versions.length > 1
          ? <Select size="xs" w={150} allowDeselect={false} aria-label={t('results.drawn_version')} value={String(version)} onChange={(v) => setChosen({ version: Number(v) })} data={versions.map((v) => ({ value: String(v), label: t('results.drawn', { version: v }) }))} />
          : (drawn || version) && <Text fz="sm" fw={600}>{t('results.drawn', { version: drawn?.version ?? version })}</Text>}
        {drawn && drawn.languages.length > 0 && <Select size="xs" w={170} allowDeselect={false} aria-label={t('languages.title')} value={drawn.language} onChange={(v) => setChosen({ version, language: v ?? '' })} data={[{ value: '', label: t('languages.own') }, ...drawn.languages.map((tag) => ({ value: tag, label: languageName(tag) }))]} />}
        <Text fz="xs" c="dimmed" style={{ flex: 1, minWidth: 220 }}>{t(drawn && !drawn.fixed ? 'results.not_fixed' : 'results.of_version')}</Text>
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: mayDraw ? 5 : 12 }}>
          <DataTable
            plain label={t('results.links')} rows={rows} id={(r) => `${r.older} ${r.place} ${r.link}`} empty={<Empty compact title={t('results.no_clicks')} />}
            columns={[
              { key: 'place', title: t('results.place'), cell: (r) => <Text fz="sm" className="num">{tell(r) || '–'}</Text> },
              { key: 'link', title: t('results.link'), cell: (r) => <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>{r.link.replace(/^https?:\/\/(www\.)?/, '')}</Text> },
              { key: 'people', title: t('results.people'), align: 'right', cell: (r) => <Anchor component="button" fz="sm" className="num" onClick={() => onOpen(r.narrow)}>{number(r.contacts)}</Anchor> },
              { key: 'clicks', title: t('results.clicks'), align: 'right', cell: (r) => <Text fz="sm" className="num">{number(r.clicks)}</Text> },
            ]}
          />
        </Grid.Col>
        {mayDraw && (
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Loaded query={query}>
              {({ html }) => <MailFrame title={t('results.click_map')} html={withClicks(html, rows, (r, meant) => [tell(r), t(TEXTS[meant], { count: r.contacts, n: number(r.contacts) })].filter(Boolean).join(' · '))} />}
            </Loaded>
          </Grid.Col>
        )}
      </Grid>
    </>
  )
}

const TEXTS = { own: 'results.people_count', together: 'results.together', unplaced: 'results.unplaced' } as const

/** What has the most clicks first. */
function byClicks(parts: [string, number][]): string[] {
  const clicks = new Map<string, number>()
  for (const [part, n] of parts) clicks.set(part, (clicks.get(part) ?? 0) + n)
  return [...clicks].sort((a, b) => b[1] - a[1]).map(([part]) => part)
}
