/** What came of a program: the way from member to success, where members stand, what was held back and why, and what came of its mail. */
import { Card, Grid, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { sendsOneByOne } from '@/api/programs'
import { useCan } from '@/api/session'
import type { ProgramView } from '@/api/types'
import { heldReason } from '@/components/held'
import { TextLink } from '@/components/links'
import { money, number, percent } from '@/format'
import { MembersLink } from './MembersLink'
import { NurtureGrid } from './NurtureGrid'
import { FunnelCard } from './results/FunnelCard'
import { MailResults } from './results/MailResults'
import { OpenSends } from './OpenSends'
import { RunCard } from './RunCard'
import { SendsLink } from './SendsLink'

export function ResultsTab({ program }: { program: ProgramView }) {
  const { t } = useTranslation()
  const can = useCan()
  const f = program.figures
  const nothing = f.members === 0 && f.sent === 0
  // Runs that go on, and all of them while nothing has come of any: that mail waits is a result too.
  const runs = program.runs.filter((r) => nothing || ['scheduled', 'sending', 'paused'].includes(r.state))
  const perSuccess = f.cost && f.successes > 0 ? money({ ...f.cost, minor: Math.round(f.cost.minor / f.successes) }, 0) : t('kpi.na')
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        <Tile label={t('segments.members')} value={number(f.members)} />
        <Tile label={t('programs.successes')} value={number(f.successes)} note={f.members > 0 ? percent(f.successes / f.members) : undefined} />
        <Tile label={t('programs.cost')} value={f.cost ? money(f.cost, 0) : t('kpi.na')} note={t('programs.per_success', { cost: perSuccess })} />
      </SimpleGrid>
      {sendsOneByOne(program) && <OpenSends program={program.key} />}
      {runs.map((r) => <RunCard key={r.id} run={r} program={program.key} />)}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <FunnelCard program={program} nothing={nothing} underWay={runs.length > 0} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Card h="100%">
            <Title order={2} mb="sm">{t('programs.statuses')}</Title>
            <Table aria-label={t('programs.statuses')} verticalSpacing={5}>
              <Table.Tbody>
                {program.statuses.map((s) => (
                  <Table.Tr key={s.key}><Table.Td fz="sm">{s.step} · {s.label}{s.success && <Text span c="var(--siembra-good)" fz="xs"> {t('programs.is_success')}</Text>}</Table.Td><Table.Td ta="right" fz="sm" className="num" fw={600}><MembersLink program={program.key} status={s.key} label={s.label} n={s.members} /></Table.Td></Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {program.held.length > 0 && (
              <>
                <Title order={3} mt="md" mb={4}>{t('programs.held')}</Title>
                <Text fz="xs" c="dimmed" mb={4}>{t('programs.held_text')} {can('read_sends') && <TextLink to="/programs/$key" params={{ key: program.key }} search={{ tab: 'sends', state: 'held' }} fz="xs">{t('programs.held_sends')}</TextLink>}</Text>
                {program.held.map((h) => <Group key={h.reason} justify="space-between" wrap="nowrap"><Text fz="sm">{heldReason(t, h.reason)}</Text>{h.reason ? <SendsLink program={program.key} reason={h.reason} n={h.count} label={heldReason(t, h.reason)} /> : <Text fz="sm" fw={600} className="num">{number(h.count)}</Text>}</Group>)}
              </>
            )}
          </Card>
        </Grid.Col>
      </Grid>
      {program.nurture && <NurtureGrid figures={program.nurture} />}
      {program.version !== null && f.sent + f.held > 0 && <MailResults program={program} />}
    </Stack>
  )
}

function Tile({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <Card p="md">
      <Text fz="xs" c="dimmed">{label}</Text>
      <Text className="figure" fz={26} lh={1.2}>{value}</Text>
      <Text fz="xs" c="dimmed" className="num">{note ?? '\u00a0'}</Text>
    </Card>
  )
}
