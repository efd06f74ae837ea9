/** How well the draft tells who will be won: area under the curve, lift by tenth, month by month. */
import { Box, Group, SimpleGrid, Table, Text, Title, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '@/api/types'
import { date, number, percent } from '@/format'
import classes from './PredictionCard.module.css'

type Prediction = NonNullable<Rehearsal['prediction']>
type Decile = Prediction['draft']['deciles'][number]

export function PredictionCard({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation()
  const { draft, published } = prediction
  const rate = (of: { leads: number; won: number }) => (of.leads ? percent(of.won / of.leads) : t('rehearse.na'))
  return (
    <div>
      <Title order={3} fz="md">{t('rehearse.prediction')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('rehearse.prediction_text', { leads: number(draft.leads), dates: number(draft.dates.length), won: number(draft.won), days: prediction.horizon_days })}</Text>
      <SimpleGrid cols={{ base: 1, xs: 3 }} mb="md">
        <Figure label={t('rehearse.auc')} value={draft.auc === null ? t('rehearse.na') : number(draft.auc, 3)} beside={published ? t('rehearse.in_force', { value: published.auc === null ? t('rehearse.na') : number(published.auc, 3) }) : ''} hint={t('rehearse.auc_hint')} />
        <Figure label={t('rehearse.passing')} value={rate(draft.passed)} beside={t('rehearse.of_leads', { won: number(draft.passed.won), leads: number(draft.passed.leads) })} />
        <Figure label={t('rehearse.others')} value={rate(draft.others)} beside={t('rehearse.of_leads', { won: number(draft.others.won), leads: number(draft.others.leads) })} />
      </SimpleGrid>
      <Deciles deciles={draft.deciles} />
      {draft.dates.length > 0 && (
        <div className="table-scroll">
          <Table aria-label={t('rehearse.by_month')} mt="md">
            <Table.Thead><Table.Tr><Table.Th>{t('rehearse.as_of')}</Table.Th><Table.Th ta="right">{t('rehearse.leads')}</Table.Th><Table.Th ta="right">{t('rehearse.won')}</Table.Th><Table.Th ta="right">{t('rehearse.auc_short')}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {draft.dates.map((d) => <Table.Tr key={d.day}><Table.Td>{date(d.day)}</Table.Td><Table.Td ta="right">{number(d.leads)}</Table.Td><Table.Td ta="right">{number(d.won)}</Table.Td><Table.Td ta="right">{d.auc === null ? t('rehearse.na') : number(d.auc, 3)}</Table.Td></Table.Tr>)}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </div>
  )
}

function Figure({ label, value, beside, hint }: { label: string; value: string; beside: string; hint?: string }) {
  const said = <Text fz="xs" c="dimmed" tabIndex={hint ? 0 : undefined} style={hint ? { textDecoration: 'underline dotted', width: 'fit-content' } : undefined}>{label}</Text>
  return (
    <Box>
      {hint ? <Tooltip label={hint} multiline w={300} events={{ hover: true, focus: true, touch: true }}>{said}</Tooltip> : said}
      <Text className="figure" fz={26} lh={1.15}>{value}</Text>
      <Text fz="xs" c="dimmed">{beside}</Text>
    </Box>
  )
}

/** Tenths as bars of lift, the best first, with a line where chance lies. */
function Deciles({ deciles }: { deciles: Decile[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...deciles.map((d) => d.lift ?? 0))
  if (deciles.length === 0) return <Text fz="sm" c="dimmed">{t('rehearse.no_leads')}</Text>
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}><Text fw={600} fz="sm">{t('rehearse.lift')}</Text><Text fz="xs" c="dimmed">{t('rehearse.lift_text')}</Text></Group>
      <ol className={classes.tenths} aria-label={t('rehearse.lift')}>
        {deciles.map((d) => {
          const lift = d.lift === null ? t('rehearse.na') : `${number(d.lift, 2)}×`
          return (
            <li key={d.decile} className={classes.tenth} title={t('rehearse.decile_said', { n: d.decile, from: number(d.score_from), to: number(d.score_to), won: number(d.won, 1), leads: number(d.leads) })}>
              <Text fz="xs" fw={600} className="num">{lift}</Text>
              <div className={classes.column}>
                <div className={classes.bar} style={{ height: `${((d.lift ?? 0) / most) * 100}%` }} />
                <div className={classes.chance} style={{ bottom: `${(1 / most) * 100}%` }} />
              </div>
              <Text fz="xs" c="dimmed" className="num">{d.score_from === d.score_to ? number(d.score_to) : `${number(d.score_from)}–${number(d.score_to)}`}</Text>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
