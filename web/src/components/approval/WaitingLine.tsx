/** On a program or an email: who asked whom, and the way to the request. */
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { approvalsChanged, decide, useWaiting } from '@/api/approvals'
import type { Kind } from '@/api/types'
import { ButtonLink } from '@/components/links'
import { notifyProblem } from '@/components/Problem'
import { relative } from '@/format'
import { said } from '@/i18n/said'

export function WaitingLine({ kind, name, action }: { kind: Kind; name: string; action: 'run' | 'publish' }) {
  const { t } = useTranslation()
  const request = useWaiting().find((one) => one.kind === kind && one.key === name && one.action === action)
  const cancel = useMutation({ mutationFn: decide.cancel, onSuccess: () => void approvalsChanged(), onError: notifyProblem })
  if (!request) return null
  const void_ = request.state === 'void'
  return (
    <Alert color={void_ ? 'gray' : 'sky'} icon={<IconUserCheck size={18} />} data-approval={request.id}>
      <Group justify="space-between" gap="xs">
        <Text fz="sm">{t(`approvals.line.${action}`, { name: request.asked_by, at: relative(request.asked_at) })} {void_ && <Text span fz="sm" c="dimmed">{said(request.reason ?? '')}</Text>}</Text>
        <Group gap={6}>
          {request.mine && <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(request.id)}>{t('approvals.cancel')}</Button>}
          <ButtonLink size="compact-sm" variant={request.may_decide ? 'filled' : 'subtle'} to="/approvals">{t(request.may_decide ? 'approvals.decide' : 'approvals.see')}</ButtonLink>
        </Group>
      </Group>
    </Alert>
  )
}
