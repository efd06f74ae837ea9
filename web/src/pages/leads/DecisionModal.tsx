/** The answer of sales; rejecting and recycling need one of the instance's reasons. */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decideLead, type Answer } from '@/api/leads'
import { queries } from '@/api/queries'
import { useSession } from '@/api/session'
import type { LeadRow } from '@/api/types'
import { notifyDone, Problem } from '@/components/Problem'

export function DecisionModal({ lead, answer, onClose }: { lead: LeadRow; answer: Answer; onClose: () => void }) {
  const { t } = useTranslation()
  const reasons = useSession().settings.rejection_reasons
  const [chosen, setChosen] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const needed = answer !== 'accepted'
  const decide = useMutation({
    mutationFn: () => decideLead(lead.id, answer, chosen ?? undefined, note.trim() || undefined),
    onSuccess: () => {
      notifyDone(t(`worklist.done.${answer}`, { name: lead.contact.name }))
      void queries.invalidateQueries({ queryKey: ['leads'] })
      void queries.invalidateQueries({ queryKey: ['contact', lead.contact.id] })
      void queries.invalidateQueries({ queryKey: ['kpis'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t(`worklist.ask.${answer}`, { name: lead.contact.name })}>
      <form onSubmit={(e) => { e.preventDefault(); decide.mutate() }}>
        <Stack>
          <Text fz="sm" c="dimmed">{t(`worklist.means.${answer}`)}</Text>
          {needed && (
            <Radio.Group label={t('worklist.reason')} withAsterisk value={chosen} onChange={setChosen}>
              <Stack gap={8} mt={8}>{reasons.map((r) => <Radio key={r} value={r} label={r} />)}</Stack>
            </Radio.Group>
          )}
          <Textarea label={t('worklist.note')} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={2} maxLength={500} />
          {decide.error && <Problem error={decide.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" color={answer === 'rejected' ? 'clay' : undefined} disabled={needed && !chosen} loading={decide.isPending}>{t(answer === 'accepted' ? 'worklist.accept' : answer === 'rejected' ? 'worklist.reject' : 'worklist.recycle')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
