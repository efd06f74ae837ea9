/** One stage: its name, what it is for, and the time it may take. */
import { Checkbox, Group, Select, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Stage } from '@/api/model'
import { NumberField } from '@/components/NumberField'

const KINDS: Stage['kind'][] = ['inventory', 'gate', 'sla', 'terminal']
/** A working day, as a first answer. */
const USUAL_HOURS = 8

export function StageFields({ stage: s, first, onChange }: { stage: Stage; first: boolean; onChange: (part: Partial<Stage>) => void }) {
  const { t } = useTranslation()
  const take = (kind: Stage['kind']) => onChange({ kind, sla_hours: kind === 'sla' ? s.sla_hours ?? USUAL_HOURS : undefined })
  return (
    <>
      <Group gap="xs">
        <TextInput size="xs" style={{ flex: '1 1 170px' }} aria-label={t('common.label')} value={s.label} onChange={(e) => onChange({ label: e.currentTarget.value })} />
        <Select size="xs" w={190} allowDeselect={false} aria-label={`${s.label}: ${t('programs.type')}`} value={s.kind} onChange={(k) => k && take(k as Stage['kind'])} data={KINDS.map((k) => ({ value: k, label: t(`stagekind.${k}`) }))} />
        {s.kind === 'sla' && <NumberField size="xs" w={150} min={1} aria-label={`${s.label}: ${t('lifecycle.sla')}`} suffix={` ${t('lifecycle.business_hours')}`} value={s.sla_hours ?? ''} onChange={(n) => onChange({ sla_hours: n === '' ? undefined : Number(n) })} />}
        <Checkbox size="xs" label={t('lifecycle.path')} checked={!!s.path} onChange={(e) => onChange({ path: e.currentTarget.checked })} />
      </Group>
      <Text fz="xs" c="dimmed" mt={4}><Text span ff="monospace" fz="xs">{s.key}</Text> · {t(`stagekind.means.${s.kind}`)}{first && ` ${t('lifecycle.begins')}`}</Text>
    </>
  )
}
