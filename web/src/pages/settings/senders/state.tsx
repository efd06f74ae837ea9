/** States of domains and verdicts of findings, the same everywhere. */
import { Badge, ThemeIcon, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconBulb, IconCheck, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const STATE: Record<string, string> = { pending: 'sun', verified: 'campo', failed: 'clay' }
const VERDICT = {
  good: { color: 'campo', icon: IconCheck },
  advice: { color: 'sun', icon: IconBulb },
  wrong: { color: 'clay', icon: IconAlertTriangle },
  unknown: { color: 'gray', icon: IconQuestionMark },
} as const

export function SenderState({ of }: { of: { state: string; allowed: boolean } }) {
  const { t } = useTranslation()
  return (
    <>
      <Badge color={STATE[of.state]}>{t(`senders.state.${of.state}`)}</Badge>
      {of.allowed && of.state !== 'verified' && <Badge color="clay" variant="outline">{t('senders.allowed')}</Badge>}
    </>
  )
}

export function Verdict({ of }: { of: string }) {
  const { t } = useTranslation()
  const { color, icon: Picture } = VERDICT[of as keyof typeof VERDICT] ?? VERDICT.unknown
  const label = t(`senders.verdict.${of}`)
  return <Tooltip label={label}><ThemeIcon size="sm" radius="xl" variant="light" color={color} role="img" aria-label={label}><Picture size={14} /></ThemeIcon></Tooltip>
}
