/** What came of the variants of a run: rates with what they may truly be, and no winner before its time. */
import { Alert, Badge, Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconTrophy } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { useCan, useSession } from '@/api/session'
import { chooseWinner, testQuery } from '@/api/tests'
import type { Run, RunTest, TestedVariant } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import { notifyProblem } from '@/components/Problem'
import { dateTime, number, percent, units } from '@/format'
import { amount, between } from './figures'
import classes from './TestCard.module.css'

/** What is told of each variant, below its name. */
const COLUMNS = 5

export function TestCard({ run, program }: { run: Run; program: string }) {
  const live = ['sending', 'paused'].includes(run.state)
  const query = useQuery(testQuery(run.id, live))
  return <Loaded query={query}>{(test) => <Result test={test} run={run} program={program} live={live} />}</Loaded>
}

function Result({ test, run, program, live }: { test: RunTest; run: Run; program: string; live: boolean }) {
  const { t } = useTranslation()
  const may = useCan()('send')
  const { currency } = useSession().settings
  const choose = useMutation({
    mutationFn: (variant: string) => chooseWinner(run.id, variant),
    onSuccess: (done) => {
      queries.setQueryData(['run', run.id, 'test'], done)
      void queries.invalidateQueries({ queryKey: ['program', program] })
    },
    onError: notifyProblem,
  })
  const choosing = may && live && ['waiting', 'undecided'].includes(test.state)
  const called = (key: string | null) => test.variants.find((v) => v.key === key)?.label ?? key ?? ''
  const early = test.verdict === 'too_early'
  const pick = (v: TestedVariant) => (!early || window.confirm(t('variants.early_sure'))) && choose.mutate(v.key)
  return (
    <Stack gap="xs" mt="md" data-test-state={test.state} data-verdict={test.verdict}>
      <Verdict test={test} called={called} />
      <Table layout="fixed" verticalSpacing={4} horizontalSpacing={6} fz="sm" withRowBorders={false}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th>{t('variants.reached')}</Table.Th>
            {(['opens', 'clicks', 'conversions', 'revenue'] as const).map((aim) => <Table.Th key={aim} ta="right" fw={aim === test.by ? 800 : 500}>{t(`variants.aim.${aim}`)}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        {test.variants.map((v) => (
          <Table.Tbody key={v.key} data-variant={v.key} className={classes.variant}>
            <Table.Tr><Table.Td colSpan={COLUMNS}><Group gap={6}><Text span fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{v.label}</Text>{test.winner === v.key && <Badge size="xs" color="campo" leftSection={<IconTrophy size={11} />}>{t('variants.winner')}</Badge>}{choosing && <Button size="compact-xs" variant="default" loading={choose.isPending} onClick={() => pick(v)}>{t('variants.choose')}</Button>}</Group></Table.Td></Table.Tr>
            <Table.Tr><Counts part={v} currency={currency} /></Table.Tr>
            <Table.Tr><Table.Td colSpan={COLUMNS} pt={0}><Belief variant={v} by={test.by} currency={currency} /></Table.Td></Table.Tr>
          </Table.Tbody>
        ))}
        {test.holdout && (
          <Table.Tbody data-variant="holdout" className={classes.variant}>
            <Table.Tr><Table.Td colSpan={COLUMNS} c="dimmed">{t('variants.nothing')}</Table.Td></Table.Tr>
            <Table.Tr><Counts part={test.holdout} currency={currency} unsent /></Table.Tr>
            <Table.Tr><Table.Td colSpan={COLUMNS} pt={0}><Each part={test.holdout} currency={currency} /></Table.Td></Table.Tr>
          </Table.Tbody>
        )}
      </Table>
      <Text fz="xs" c="dimmed">{t('variants.honest', { aim: t(`variants.aim.${test.by}`), sample: number(test.sample) })}</Text>
    </Stack>
  )
}

function Counts({ part: p, currency, unsent }: { part: Pick<TestedVariant, 'reached' | 'opens' | 'clicks' | 'conversions' | 'revenue'>; currency: string; unsent?: boolean }) {
  const rate = (n: number) => <>{number(n)} {p.reached > 0 && <Text span fz="xs" c="dimmed">{percent(n / p.reached, 1)}</Text>}</>
  return (
    <>
      <Table.Td className="num" data-reached>{number(p.reached)}</Table.Td>
      <Table.Td ta="right" className="num">{unsent ? '–' : rate(p.opens)}</Table.Td>
      <Table.Td ta="right" className="num">{unsent ? '–' : rate(p.clicks)}</Table.Td>
      <Table.Td ta="right" className="num">{rate(p.conversions)}</Table.Td>
      <Table.Td ta="right" className="num">{units(p.revenue, currency)}</Table.Td>
    </>
  )
}

/** The mean that the interval is about: the column has the sum. */
function Each({ part: p, currency }: { part: Pick<TestedVariant, 'reached' | 'revenue'>; currency: string }) {
  const { t } = useTranslation()
  return p.reached > 0 && p.revenue !== 0 && <Text fz="xs" c="dimmed">{t('variants.aim.revenue')} <Text span fz="xs" c="var(--siembra-ink)" className="num">{t('variants.each_one', { amount: amount(p.revenue / p.reached, currency) })}</Text></Text>
}

/** What the figures allow to believe. It stands below them: beside them it would not fit a run's card. */
function Belief({ variant: v, by, currency }: { variant: TestedVariant; by: RunTest['by']; currency: string }) {
  const { t } = useTranslation()
  return (
    <Group gap="0 16px" data-belief>
      <Each part={v} currency={currency} />
      <Text fz="xs" c="dimmed">{t('variants.interval')} <Text span fz="xs" fw={600} c="var(--siembra-ink)" className="num">{v.reached === 0 ? '–' : by === 'revenue' ? t('variants.each_one', { amount: between(v, by, currency) }) : between(v, by, currency)}</Text></Text>
      <Text fz="xs" c="dimmed">{t('variants.chance')} <Text span fz="xs" fw={600} c="var(--siembra-ink)" className="num">{v.chance == null ? t('variants.early') : percent(v.chance, 1)}</Text></Text>
    </Group>
  )
}

function Verdict({ test, called }: { test: RunTest; called: (key: string | null) => string }) {
  const { t } = useTranslation()
  const label = called(test.best)
  if (test.verdict === 'uneven') return <Alert color="clay" p="xs"><Text fz="sm">{t('variants.verdict.uneven')}</Text></Alert>
  const others = { sending: t('variants.state.sending'), waiting: t('variants.state.waiting', { at: dateTime(test.read_at) }), undecided: t('variants.state.undecided'), split: '', clear: t('variants.state.clear', { label: called(test.winner) }), leading: t('variants.state.leading', { label: called(test.winner) }), chosen: t('variants.state.chosen', { label: called(test.winner) }) }[test.state]
  const verdict = { too_early: t('variants.verdict.too_early', { at: dateTime(test.read_at), sample: number(test.sample) }), unclear: t('variants.verdict.unclear', { label }), clear: t('variants.verdict.clear', { label }) }[test.verdict]
  return <Alert color={test.verdict === 'clear' ? 'campo' : 'sky'} p="xs"><Text fz="sm">{verdict} {others}</Text></Alert>
}
