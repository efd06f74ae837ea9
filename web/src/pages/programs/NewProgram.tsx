/** A new program: its kind decides how it is set up. */
import { Radio, Select, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramKindName } from '@/api/model'
import { useSession } from '@/api/session'
import { NewDefinition } from '@/components/definition/NewDefinition'
import { blankProgram, PROGRAM_KINDS } from './kinds'

export function NewProgram({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { settings, user } = useSession()
  const navigate = useNavigate()
  const [kind, setKind] = useState<ProgramKindName>('batch')
  const [channel, setChannel] = useState<string | null>(settings.channels[0] ?? 'Email')
  return (
    <NewDefinition
      kind="program" title={t('programs.new')} opened={opened} onClose={onClose} body={(label) => blankProgram(label, kind, channel ?? 'Email', user.email)}
      onCreated={(key) => void navigate({ to: '/programs/$key', params: { key }, search: { tab: 'setup' } })}
    >
      <Radio.Group label={t('programs.type')} value={kind} onChange={(v) => setKind(v as ProgramKindName)}>
        <Stack gap="xs" mt={6}>
          {PROGRAM_KINDS.map((k) => <Radio key={k} value={k} label={<><Text span fz="sm" fw={600}>{t(`programkind.${k}`)}</Text><br /><Text span fz="xs" c="dimmed">{t(`programkind.means.${k}`)}</Text></>} />)}
        </Stack>
      </Radio.Group>
      <Select label={t('programs.channel')} value={channel} onChange={setChannel} data={settings.channels} allowDeselect={false} />
    </NewDefinition>
  )
}
