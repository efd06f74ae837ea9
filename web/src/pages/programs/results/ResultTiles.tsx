/** What came of the mail as figures; each opens into its contacts. People first, with what software fetched beside them. */
import { Anchor, Card, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Narrow } from '@/api/results'
import type { MailOutcome, ProgramResults } from '@/api/types'
import { number, percent, units } from '@/format'
import classes from './ResultTiles.module.css'

interface Props { results: ProgramResults; onOpen: (narrow: Narrow) => void }

/** What `times` counts; what happens once to a contact says no more than the contacts do. */
const UNIT: Partial<Record<MailOutcome, string>> = { sent: 'results.messages', delivered: 'results.messages', bounced: 'results.messages', held: 'results.messages', failed: 'results.messages', opened: 'results.openings', clicked: 'results.clickings' }
const OF_DELIVERED: MailOutcome[] = ['opened', 'clicked', 'unsubscribed', 'complained', 'converted']

export function ResultTiles({ results, onOpen }: Props) {
  const { t } = useTranslation()
  const of = (outcome: MailOutcome) => results.outcomes.find((o) => o.outcome === outcome)?.contacts ?? 0
  const times = (outcome: MailOutcome) => {
    const n = results.outcomes.find((o) => o.outcome === outcome)?.times ?? 0
    const unit = UNIT[outcome]
    return unit && t(unit, { count: n, n: number(n) })
  }
  const share = (n: number, all: number) => (all > 0 ? percent(n / all) : t('kpi.na'))
  /** What software did too, beside what people did. */
  const software = (all: MailOutcome) => {
    const n = of(all)
    const text = t('results.with_software', { count: n, n: number(n) })
    return n > 0 ? <Anchor component="button" type="button" inherit className={classes.over} aria-label={`${t(`results.outcome.${all}`)}: ${number(n)}`} onClick={() => onOpen({ outcome: all })}>{text}</Anchor> : text
  }
  const note = (outcome: MailOutcome) => (outcome === 'opened' || outcome === 'clicked' ? software(`${outcome}_all`) : undefined)
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
      {(['sent', 'delivered', 'bounced', ...OF_DELIVERED] as const).map((outcome) => (
        <Tile
          key={outcome} label={t(`results.outcome.${outcome}`)} n={of(outcome)} times={times(outcome)} onOpen={() => onOpen({ outcome })}
          share={outcome === 'sent' ? undefined : share(of(outcome), OF_DELIVERED.includes(outcome) ? of('delivered') : of('sent'))} note={note(outcome)}
        />
      ))}
      <Tile label={t('results.revenue')} text={units(results.revenue, results.currency)} note={t('results.revenue_note')} />
      <Tile label={t('results.outcome.held')} n={of('held')} times={times('held')} onOpen={() => onOpen({ outcome: 'held' })} />
      {of('failed') > 0 && <Tile label={t('results.outcome.failed')} n={of('failed')} times={times('failed')} onOpen={() => onOpen({ outcome: 'failed' })} />}
    </SimpleGrid>
  )
}

interface TileProps {
  label: string
  /** Contacts; or any text. */
  n?: number
  text?: string
  /** How often it happened, in words: one contact may get many messages. */
  times?: string
  share?: string
  note?: ReactNode
  onOpen?: () => void
}

function Tile({ label, n, text, times, share, note, onOpen }: TileProps) {
  const { t } = useTranslation()
  const figure = <Text span className="figure" fz={26} lh={1.2}>{text ?? number(n ?? 0)}</Text>
  return (
    <Card p="md" h="100%" className={classes.tile}>
      <Text fz="xs" c="dimmed">{label}</Text>
      <div>{onOpen && n ? <UnstyledButton className={classes.opens} onClick={onOpen} aria-label={`${label}: ${number(n)}`}>{figure}</UnstyledButton> : figure}</div>
      {n !== undefined && <Text fz="xs" className="num">{[t('results.contacts', { count: n, n: number(n) }), n > 0 && times].filter(Boolean).join(' · ')}</Text>}
      <Text fz="xs" c="dimmed" className="num">{share ?? (note ? null : '\u00a0')}</Text>
      {note && <Text fz="xs" c="dimmed" className="num">{note}</Text>}
    </Card>
  )
}
