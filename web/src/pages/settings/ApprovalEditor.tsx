/** Which roles need a second person before mail goes out, and who may be it. */
import { Card, MultiSelect, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '@/api/model'
import type { Role } from '@/api/types'

type Approval = NonNullable<Settings['approval']>

/** Who may send and publish at all. */
const ASKING: Role[] = ['marketer', 'admin']

export function ApprovalEditor({ approval, onChange }: { approval: Approval; onChange: (approval: Approval) => void }) {
  const { t } = useTranslation()
  const roles = (part: keyof Approval, among: Role[]) => (
    <MultiSelect
      label={t(`instance.approval.${part}`)} description={t(`instance.approval.${part}_text`)} clearable
      data={among.map((role) => ({ value: role, label: t(`role.${role}`) }))} value={approval[part] ?? []} onChange={(v) => onChange({ ...approval, [part]: v as Role[] })}
    />
  )
  return (
    <Card id="approval">
      <Title order={2}>{t('instance.approval')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('instance.approval_text')}</Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>{roles('runs', ASKING)}{roles('publishing', ASKING)}{roles('approvers', ['marketer'])}</SimpleGrid>
    </Card>
  )
}
