/** The links of the program's mail: how many people followed each, as a list and over the mail itself. */
import { Anchor, Card, Grid, Group, Select, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import { renderEmail } from '@/api/emails'
import type { Email } from '@/api/model'
import type { Narrow } from '@/api/results'
import { useCan } from '@/api/session'
import type { ProgramResults } from '@/api/types'
import { DataTable } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Loaded } from '@/components/Loaded'
import { MailFrame } from '@/components/MailFrame'
import { number } from '@/format'
import { withClicks } from './clickMap'

interface Props { links: ProgramResults['links']; onOpen: (narrow: Narrow) => void }

export function ClickMap({ links, onOpen }: Props) {
  const { t } = useTranslation()
  const mayRender = useCan()('edit_definitions')
  const { data: emails } = useQuery(definitionsQuery<Email>('email'))
  const keys = useMemo(() => {
    const clicks = new Map<string, number>()
    for (const l of links) clicks.set(l.email, (clicks.get(l.email) ?? 0) + l.clicks)
    return [...clicks].sort((a, b) => b[1] - a[1]).map(([key]) => key)
  }, [links])
  const [chosen, setChosen] = useState<string | null>(null)
  const key = chosen && keys.includes(chosen) ? chosen : keys[0]
  const own = links.filter((l) => l.email === key)
  const email = emails?.find((e) => e.key === key)
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('results.links')}</Title>
        {keys.length > 1 && <Select size="xs" w={260} allowDeselect={false} aria-label={t('sends.email')} value={key} onChange={setChosen} data={keys.map((k) => ({ value: k, label: emails?.find((e) => e.key === k)?.label ?? k }))} />}
      </Group>
      {keys.length === 0 ? <Empty compact title={t('results.no_clicks')} /> : (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: mayRender && email ? 5 : 12 }}>
            <DataTable
              plain label={t('results.links')} rows={own} id={(l) => l.link} empty={null}
              columns={[
                { key: 'link', title: t('results.link'), cell: (l) => <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>{l.link.replace(/^https?:\/\/(www\.)?/, '')}</Text> },
                { key: 'people', title: t('results.people'), align: 'right', cell: (l) => <Anchor component="button" fz="sm" className="num" onClick={() => onOpen({ link: l.link, outcome: 'clicked' })}>{number(l.contacts)}</Anchor> },
                { key: 'clicks', title: t('results.clicks'), align: 'right', cell: (l) => <Text fz="sm" className="num">{number(l.clicks)}</Text> },
              ]}
            />
          </Grid.Col>
          {mayRender && email && <Grid.Col span={{ base: 12, md: 7 }}><Overlay email={email.body} links={own} /></Grid.Col>}
        </Grid>
      )}
    </Card>
  )
}

function Overlay({ email, links }: { email: Email; links: ProgramResults['links'] }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['render', email, null], queryFn: () => renderEmail(email), retry: false })
  return (
    <Loaded query={query}>
      {(preview) => <MailFrame title={t('results.click_map')} html={withClicks(preview.html, links, (l, together) => t(together ? 'results.together' : 'results.people_count', { count: l.contacts, n: number(l.contacts) }))} />}
    </Loaded>
  )
}
