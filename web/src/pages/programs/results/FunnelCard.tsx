/** The way from member to success; each number opens into its contacts. */
import { Anchor, Card, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import type { MailOutcome, ProgramView } from '@/api/types'
import { Bars } from '@/components/Bars'
import { Empty } from '@/components/Empty'
import { number } from '@/format'
import { MembersLink } from '../MembersLink'
import { ContactsDrawer } from './ContactsDrawer'

interface Props {
  program: ProgramView
  nothing: boolean
  /** Whether runs are on their way. */
  underWay: boolean
}

export function FunnelCard({ program, nothing, underWay }: Props) {
  const { t } = useTranslation()
  const may = useCan()('read_records')
  const [outcome, setOutcome] = useState<MailOutcome | null>(null)
  const { figures: f, key, statuses } = program
  const successes = statuses.filter((s) => s.success)
  const mail = (label: string, value: number, opens: MailOutcome) => ({
    label, value, shown: !may || value === 0 ? undefined : <Anchor component="button" type="button" inherit aria-label={`${label}, ${number(value)}`} onClick={() => setOutcome(opens)}>{number(value)}</Anchor>,
  })
  const members = (label: string, value: number, status?: string) => ({ label, value, shown: <MembersLink program={key} status={status} label={label} n={value} /> })
  return (
    <Card h="100%">
      <Title order={2} mb="sm">{t('programs.funnel')}</Title>
      {nothing ? <Empty compact title={t(underWay ? 'programs.under_way' : 'programs.nothing_yet')} text={t(underWay ? 'programs.under_way_text' : 'programs.nothing_yet_text')} /> : (
        <Bars
          label={t('programs.funnel')}
          rows={[
            members(t('segments.members'), f.members),
            mail(t('programs.reached'), f.reached, 'delivered'), mail(t('programs.opened'), f.opened, 'opened'), mail(t('programs.clicked'), f.clicked, 'clicked'),
            // Members are listed by one status at a time.
            successes.length === 1 ? members(t('programs.successes'), f.successes, successes[0].key) : { label: t('programs.successes'), value: f.successes },
          ]}
        />
      )}
      {outcome && <ContactsDrawer program={key} narrow={{ outcome }} onClose={() => setOutcome(null)} />}
    </Card>
  )
}
