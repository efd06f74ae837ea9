/** The condition of a behaviour rule. */
import { Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BehaviourRule } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { LiveCount } from '@/components/filter/LiveCount'
import { MatcherEditor } from '@/components/filter/MatcherEditor'

export function BehaviourRuleDrawer({ rule, onChange, onClose }: { rule: BehaviourRule; onChange: (r: BehaviourRule) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const window = rule.last_days ? { last_days: rule.last_days } : ('ever' as const)
  return (
    <Drawer opened onClose={onClose} title={t('scoring.edit_rule')}>
      <Stack>
        <TextInput label={t('common.label')} value={rule.label} onChange={(e) => onChange({ ...rule, label: e.currentTarget.value })} />
        <NumberField label={t('scoring.points_each')} value={rule.points} onChange={(n) => n !== '' && onChange({ ...rule, points: Number(n) })} />
        <div>
          <Text fz="sm" fw={500} mb={4}>{t('scoring.what')}</Text>
          <Group gap="xs"><MatcherEditor value={rule.what} onChange={(what) => onChange({ ...rule, what })} /></Group>
        </div>
        <Text fz="sm" c="dimmed">{t('scoring.would_score')}</Text>
        <LiveCount filter={{ did: { ...rule.what, window } }} sample={false} />
      </Stack>
    </Drawer>
  )
}
