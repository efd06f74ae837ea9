/** What came of the mail as figures; each opens into its contacts. People first, with what software fetched beside them. */
import { Card, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Narrow } from '@/api/results'
import type { MailOutcome, ProgramResults } from '@/api/types'
import { number, percent, units } from '@/format'

interface Props { results: ProgramResults; onOpen: (narrow: Narrow) => void }

const OF_DELIVERED: MailOutcome[] = ['opened', 'clicked', 'unsubscribed', 'complained', 'converted']

export function ResultTiles({ results, onOpen }: Props) {
  const { t } = useTranslation()
  const of = (outcome: MailOutcome) => results.outcomes.find((o) => o.outcome === outcome)?.contacts ?? 0
  const share = (n: number, all: number) => (all > 0 ? percent(n / all) : t('kpi.na'))
  const note = (outcome: MailOutcome) => {
    if (outcome === 'opened') return t('results.with_software', { count: of('opened_all'), n: number(of('opened_all')) })
    if (outcome === 'clicked') return t('results.with_software', { count: of('clicked_all'), n: number(of('clicked_all')) })
    return undefined
  }
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
      {(['sent', 'delivered', 'bounced', ...OF_DELIVERED] as const).map((outcome) => (
        <Tile
          key={outcome} label={t(`results.outcome.${outcome}`)} n={of(outcome)} onOpen={() => onOpen({ outcome })}
          share={outcome === 'sent' ? undefined : share(of(outcome), OF_DELIVERED.includes(outcome) ? of('delivered') : of('sent'))} note={note(outcome)}
        />
      ))}
      <Tile label={t('results.revenue')} text={units(results.revenue, results.currency)} note={t('results.revenue_note')} />
      <Tile label={t('results.outcome.held')} n={of('held')} onOpen={() => onOpen({ outcome: 'held' })} />
    </SimpleGrid>
  )
}

function Tile({ label, n, text, share, note, onOpen }: { label: string; n?: number; text?: string; share?: string; note?: string; onOpen?: () => void }) {
  const body = (
    <Card p="md" h="100%">
      <Text fz="xs" c="dimmed">{label}</Text>
      <Text className="figure" fz={26} lh={1.2}>{text ?? number(n ?? 0)}</Text>
      <Text fz="xs" c="dimmed" className="num">{[share, note].filter(Boolean).join(' · ') || '\u00a0'}</Text>
    </Card>
  )
  return onOpen && n ? <UnstyledButton onClick={onOpen} aria-label={`${label}: ${number(n)}`}>{body}</UnstyledButton> : body
}
