/** The tier: from the score, or chosen by hand. */
import { Card, Select, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { patchAccount } from '@/api/accounts'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import type { Account, Tier } from '@/api/types'
import { TIERS } from '@/components/filter/ChoiceLeaves'
import { notifyDone, notifyProblem } from '@/components/Problem'

export function TierCard({ account }: { account: Account }) {
  const { t } = useTranslation()
  const may = useCan()('edit_records')
  const put = useMutation({
    mutationFn: (tier: Tier | null) => patchAccount(account.id, { named_tier: tier }),
    onSuccess: () => { notifyDone(t('common.saved')); void queries.invalidateQueries({ queryKey: ['account', account.id] }) },
    onError: notifyProblem,
  })
  return (
    <Card>
      <Title order={2} mb={4}>{t('contacts.tier')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t(account.tier_by_hand ? 'accounts.tier_by_hand' : 'accounts.tier_by_score')}</Text>
      <Select
        aria-label={t('contacts.tier')} disabled={!may || put.isPending} allowDeselect={false} value={account.tier_by_hand ? account.tier : 'score'}
        onChange={(v) => put.mutate(v === 'score' ? null : (v as Tier))} data={[{ value: 'score', label: t('accounts.tier_follow') }, ...TIERS.map((v) => ({ value: v, label: t(`tier.${v}`) }))]}
      />
    </Card>
  )
}
