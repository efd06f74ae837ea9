/** The condition of a fit or account rule. */
import { Drawer, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PointsRule } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { FilterBuilder } from '@/components/filter/FilterBuilder'
import { LiveCount } from '@/components/filter/LiveCount'

export function PointsRuleDrawer({ rule, onChange, onClose }: { rule: PointsRule; onChange: (r: PointsRule) => void; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Drawer opened onClose={onClose} size={820} title={t('scoring.edit_rule')}>
      <Stack>
        <TextInput label={t('common.label')} value={rule.label} onChange={(e) => onChange({ ...rule, label: e.currentTarget.value })} />
        <NumberField label={t('scoring.points')} value={rule.points} onChange={(n) => n !== '' && onChange({ ...rule, points: Number(n) })} />
        <FilterBuilder value={rule.when} onChange={(when) => onChange({ ...rule, when })} />
        <Text fz="sm" c="dimmed">{t('scoring.would_score')}</Text>
        <LiveCount filter={rule.when} sample={false} />
      </Stack>
    </Drawer>
  )
}
