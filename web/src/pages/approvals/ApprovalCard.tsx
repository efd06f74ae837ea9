/** One request: what somebody wants, what changes by it, and the word of a second person. */
import { Badge, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalsChanged, decide } from '@/api/approvals'
import { queries } from '@/api/queries'
import type { Approval } from '@/api/types'
import { Facts } from '@/components/Facts'
import { ButtonLink } from '@/components/links'
import { notifyDone, Problem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { dateTime, number, sentence } from '@/format'
import { said } from '@/i18n/said'
import { WhatChanges } from './WhatChanges'

const COLOR = { waiting: 'sky', approved: 'campo', refused: 'clay', cancelled: 'gray', void: 'gray' } as const

export function ApprovalCard({ request: one }: { request: Approval }) {
  const { t } = useTranslation()
  return (
    <Card data-approval={one.id} data-state={one.state}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs"><Badge color={COLOR[one.state]}>{t(`approvals.state.${one.state}`)}</Badge><Text fw={600}>{t(`approvals.want.${one.action}`, { label: one.label })}</Text></Group>
          <Text fz="sm" c="dimmed" mt={4}>{one.asked_by}{one.through && ` (${t('approvals.through', { label: one.through })})`} · <Stamp at={one.asked_at} c="dimmed" /></Text>
        </div>
        <Open request={one} />
      </Group>
      {one.reason && <Text fz="sm" mt="xs" c="var(--mantine-color-clay-7)">{said(one.reason)}</Text>}
      <Asked request={one} />
      {one.action === 'publish' && <WhatChanges request={one} />}
      {one.decided_by && <Text fz="sm" mt="sm">{t('approvals.decided_by', { name: one.decided_by })} · <Stamp at={one.decided_at} /> {one.note && one.state !== 'void' && <Text span fz="sm" c="dimmed">“{one.note}”</Text>}</Text>}
      <Word request={one} />
    </Card>
  )
}

function Open({ request: one }: { request: Approval }) {
  const { t } = useTranslation()
  const search = { tab: one.action === 'run' ? 'run' : 'setup' }
  if (one.kind === 'program') return <ButtonLink size="compact-sm" variant="subtle" to="/programs/$key" params={{ key: one.key }} search={search}>{t('approvals.open.program')}</ButtonLink>
  if (one.kind === 'email') return <ButtonLink size="compact-sm" variant="subtle" to="/emails/$key" params={{ key: one.key }}>{t('approvals.open.email')}</ButtonLink>
  if (one.kind === 'asset') return <ButtonLink size="compact-sm" variant="subtle" to="/content/$key" params={{ key: one.key }}>{t('approvals.open.other')}</ButtonLink>
  return <ButtonLink size="compact-sm" variant="subtle" to="/snippets/$key" params={{ key: one.key }}>{t('approvals.open.other')}</ButtonLink>
}

/** What was asked for, as it stood then. */
function Asked({ request: one }: { request: Approval }) {
  const { t } = useTranslation()
  const { asked } = one
  if (one.action === 'publish') return asked.note ? <Text fz="sm" mt="sm">“{asked.note}”</Text> : null
  const emails = Object.keys(one.versions).filter((what) => what.startsWith('email/')).map((what) => what.slice(6))
  return (
    <Stack gap="xs" mt="sm">
      <Facts
        of={[
          [t('approvals.when'), asked.at ? dateTime(asked.at) : t('approvals.at_once')],
          [t('approvals.reaches'), t('approvals.reaches_n', { n: number(asked.sendable ?? 0), count: number(asked.audience ?? 0) })],
        ]}
      />
      {asked.findings.map((f, i) => (
        <Text key={i} fz="sm"><Badge size="xs" mr={6} color={f.severity === 'error' ? 'clay' : 'sun'}>{t(`preflight.mark.${f.severity}`)}</Badge>{sentence(said(f.message))}{asked.despite.includes(f.code) && <Text span fz="sm" c="dimmed"> · {t('approvals.despite')}</Text>}</Text>
      ))}
      <Group gap={6}>{emails.map((key) => <ButtonLink key={key} size="compact-xs" variant="default" to="/emails/$key" params={{ key }}>{t('approvals.email', { key })}</ButtonLink>)}</Group>
    </Stack>
  )
}

/** Approving, refusing, taking back. */
function Word({ request: one }: { request: Approval }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const done = (what: keyof typeof decide) => () => {
    notifyDone(t(`approvals.done.${what}`))
    void approvalsChanged()
    void queries.invalidateQueries({ predicate: ({ queryKey: [first] }) => ['definition', 'definitions', 'program', 'programs'].includes(String(first)) })
  }
  // What failed has often changed meanwhile.
  const onError = () => void approvalsChanged()
  const approve = useMutation({ mutationFn: () => decide.approve(one.id, note), onSuccess: done('approve'), onError })
  const refuse = useMutation({ mutationFn: () => decide.refuse(one.id, note), onSuccess: done('refuse'), onError })
  const cancel = useMutation({ mutationFn: () => decide.cancel(one.id), onSuccess: done('cancel'), onError })
  const open = one.state === 'waiting' || (one.state === 'void' && !one.decided_at)
  const error = approve.error ?? refuse.error ?? cancel.error
  if (!open) return null
  return (
    <Stack gap="xs" mt="md">
      {error != null && <Problem error={error} />}
      {one.may_decide && (
        <>
          <Textarea label={t('approvals.note')} autosize minRows={1} maxLength={500} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          <Group>
            <Button leftSection={<IconCheck size={16} />} loading={approve.isPending} onClick={() => approve.mutate()}>{t(`approvals.approve.${one.action}`)}</Button>
            <Button variant="default" leftSection={<IconX size={16} />} loading={refuse.isPending} onClick={() => refuse.mutate()}>{t('approvals.refuse')}</Button>
          </Group>
        </>
      )}
      {one.mine && <Group><Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>{t('approvals.cancel')}</Button><Text fz="sm" c="dimmed">{t('approvals.not_own')}</Text></Group>}
    </Stack>
  )
}
