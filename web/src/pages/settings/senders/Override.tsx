/** Lets mail leave although the domain is not verified: said with its price, and written into the audit trail. */
import { Alert, Switch, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { changeSender } from '@/api/senders'
import type { SenderDomain } from '@/api/types'
import { notifyProblem } from '@/components/Problem'
import { dateTime } from '@/format'

export function Override({ sender }: { sender: SenderDomain }) {
  const { t } = useTranslation()
  const change = useMutation({
    mutationFn: (allowed: boolean) => changeSender(sender.domain, { allowed }),
    onSuccess: (changed) => { queries.setQueryData(['senders', sender.domain], changed); void queries.invalidateQueries({ queryKey: ['senders'], exact: true }) },
    onError: notifyProblem,
  })
  return (
    <Alert color={sender.allowed ? 'clay' : 'sun'} title={t(sender.allowed ? 'senders.leaves_anyway' : 'senders.waits')}>
      <Text fz="sm" mb="xs">{t('senders.override_text')}</Text>
      <Switch label={t('senders.override')} checked={sender.allowed} disabled={change.isPending} onChange={(e) => change.mutate(e.currentTarget.checked)} />
      {sender.allowed_at && <Text fz="xs" c="dimmed" mt={6}>{t('senders.override_by', { who: sender.allowed_by ?? '–', when: dateTime(sender.allowed_at) })}</Text>}
    </Alert>
  )
}
