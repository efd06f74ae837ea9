/** How long sending takes, and what makes it take so long. */
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Preflight } from '@/api/types'
import { duration } from './duration'

type Told = NonNullable<Preflight['audience']>['duration']

export function Takes({ told }: { told: Told }) {
  const { t } = useTranslation()
  if (!told) return <Text fz="sm" data-takes="never">{t('run.takes_unknown')}</Text>
  const by = told.limit === 'speed' && !told.measured ? 'guess' : told.limit
  return <Text fz="sm" data-takes={told.limit}>{t('run.takes', { time: duration(t, told.seconds) })}, {t(`run.by.${by}`, { domain: told.domain })}</Text>
}
