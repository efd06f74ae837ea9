/** Lifting all that a receiving server was wrong about: how many, which, why, and only then for real. */
import { Alert, Button, Group, List, Modal, Progress, Select, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import { queries } from '@/api/queries'
import { liftMatching, matchingQuery } from '@/api/suppressions'
import type { SuppressionsLift, SuppressionsLifted } from '@/api/types'
import { Empty } from '@/components/Empty'
import { Loaded, Waiting } from '@/components/Loaded'
import { notifyDone, Problem } from '@/components/Problem'
import { dateTime, number, sentence, zone } from '@/format'
import { said } from '@/i18n/said'

type Filter = SuppressionsLift['filter']

export function LiftMatching({ filter: given, onClose }: { filter: Filter; onClose: () => void }) {
  const { t } = useTranslation()
  const [why, setWhy] = useState<string | null>(null)
  const words = useWords(given)
  const all = useQuery(matchingQuery(given))
  const filter = { ...given, reason: why ?? undefined }
  const dry = useQuery(matchingQuery(filter))
  return (
    <Modal opened onClose={onClose} title={t('suppressions.all_title')} size="lg">
      <Stack>
        <Text fz="sm" data-filter>{t('suppressions.matching')} {words}.</Text>
        {(all.data?.reasons.length ?? 0) > 1 && (
          <Select
            clearable label={t('suppressions.all_why')} placeholder={t('suppressions.any')} value={why} onChange={setWhy}
            data={all.data?.reasons.filter((r) => r.reason).map((r) => ({ value: r.reason, label: `${sentence(said(r.reason))} (${number(r.count)})` }))}
          />
        )}
        <Loaded query={dry} skeleton={<Waiting lines={6} />}>
          {(found) => (found.matching === 0 ? <Empty compact title={t('suppressions.all_none')} /> : <Confirm filter={filter} found={found} refind={() => void dry.refetch()} onClose={onClose} />)}
        </Loaded>
      </Stack>
    </Modal>
  )
}

/** The filter, with instants in the reader's own zone. */
function useWords({ domain, from, to }: Filter): string {
  const { t } = useTranslation()
  const at = (instant: string) => `${dateTime(instant)} (${zone()})`
  return [
    domain ? t('suppressions.matching_domain', { domain: domain.replace(/^@/, '') }) : t('suppressions.matching_any'),
    from && t('suppressions.matching_from', { at: at(from) }), to && t('suppressions.matching_to', { at: at(to) }),
  ].filter(Boolean).join(', ')
}

/** What matches, and lifting it, answer by answer until nothing is left. */
function Confirm({ filter, found, refind, onClose }: { filter: Filter; found: SuppressionsLifted; refind: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [done, setDone] = useState(0)
  const lift = useMutation({
    mutationFn: async () => {
      // As it was counted: what is suppressed meanwhile is left alone.
      const counted = { ...filter, to: found.to }
      let lifted = 0
      for (let left = found.matching; left > 0;) {
        const answer = await liftMatching({ filter: counted, count: left, reason })
        lifted += answer.lifted
        setDone(lifted)
        if (answer.lifted === 0) break
        left = answer.left
      }
      return lifted
    },
    onSuccess: (lifted) => { notifyDone(t('suppressions.all_lifted', { count: lifted, n: number(lifted) })); onClose() },
    onError: (error) => { if (error instanceof ApiError && error.status === 409) refind() },
    onSettled: () => { for (const queryKey of [['suppressions'], ['returned'], ['contact']]) void queries.invalidateQueries({ queryKey }) },
  })
  return (
    <form onSubmit={(e) => { e.preventDefault(); lift.mutate() }}>
      <Stack>
        <Text fz="sm" fw={600} data-matching={found.matching}>{t('suppressions.all_count', { count: found.matching, n: number(found.matching) })}</Text>
        <List fz="sm" aria-label={t('filter.sample')}>
          {found.sample.map((row) => <List.Item key={row.address} style={{ overflowWrap: 'anywhere' }}>{row.address} {row.invalid && <Text span fz="xs" c="dimmed">{said(row.invalid.reason)} · {dateTime(row.invalid.at)}</Text>}</List.Item>)}
        </List>
        {found.matching > found.sample.length && <Text fz="xs" c="dimmed">{t('suppressions.all_more', { n: number(found.matching - found.sample.length) })}</Text>}
        <Alert color="sun">{t('suppressions.all_text')}</Alert>
        <Textarea required autosize minRows={2} maxLength={200} label={t('suppressions.reason')} description={t('suppressions.all_reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        {lift.isPending && <Progress value={(done / found.matching) * 100} animated aria-label={t('suppressions.all_title')} />}
        {lift.error && <Problem error={lift.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" loading={lift.isPending} disabled={!reason.trim()}>{t('suppressions.all_do', { count: found.matching, n: number(found.matching) })}</Button>
        </Group>
      </Stack>
    </form>
  )
}
