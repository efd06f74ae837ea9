/** How a program is set up: what is common to all, and what its kind needs. */
import { Card, Select, SimpleGrid, Stack, Switch, TagsInput, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Program, ProgramKind } from '@/api/model'
import { useCan, useSession } from '@/api/session'
import { usersQuery } from '@/api/settings'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { BatchSetup } from './BatchSetup'
import { NurtureSetup } from './NurtureSetup'
import { StatusEditor } from './StatusEditor'
import { TriggerSetup } from './TriggerSetup'

export function SetupTab({ name }: { name: string }) {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const { channels, topics } = useSession().settings
  const users = useQuery(usersQuery).data ?? []
  const work = useWorkingCopy<Program>('program', name)
  const { body, change } = work
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!body) return <Waiting lines={8} />
  const tags = Object.entries(body.tags ?? {}).map(([k, v]) => `${k}: ${v}`)
  const putTags = (list: string[]) => change({ tags: list.length ? Object.fromEntries(list.map((text) => { const [k, ...v] = text.split(':'); return [k.trim(), v.join(':').trim() || 'yes'] })) : undefined })
  return (
    <Stack>
      <DefinitionBar work={work} />
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          <Does does={body.does} onChange={(does) => change({ does })} />
          <Card>
            <Title order={2} mb="sm">{t('programs.about')}</Title>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput label={t('common.label')} value={body.label} onChange={(e) => change({ label: e.currentTarget.value })} />
              <Select label={t('programs.channel')} data={[...new Set([...channels, body.channel])]} value={body.channel} allowDeselect={false} onChange={(v) => v && change({ channel: v })} />
              <Select label={t('programs.topic')} description={t('programs.topic_text')} clearable data={topics.map((one) => ({ value: one.key, label: one.label }))} value={body.topic || null} onChange={(v) => change({ topic: v ?? undefined })} />
              <Select label={t('contacts.owner')} clearable data={users.map((u) => ({ value: u.email, label: u.name }))} value={body.owner || null} onChange={(v) => change({ owner: v ?? undefined })} />
              <TagsInput label={t('programs.tags')} placeholder="region: EMEA" value={tags} onChange={putTags} acceptValueOnBlur />
            </SimpleGrid>
            <Textarea mt="md" label={t('common.description')} autosize minRows={2} value={body.description ?? ''} onChange={(e) => change({ description: e.currentTarget.value || undefined })} />
            <Switch mt="md" label={t('programs.active_switch')} description={t('programs.active_text')} checked={body.active} onChange={(e) => change({ active: e.currentTarget.checked })} />
          </Card>
          <StatusEditor statuses={body.statuses ?? []} onChange={(statuses) => change({ statuses })} />
        </Stack>
      </fieldset>
    </Stack>
  )
}

function Does({ does, onChange }: { does: ProgramKind; onChange: (does: ProgramKind) => void }) {
  if (typeof does === 'string') return null
  if ('batch' in does) return <BatchSetup value={does.batch} onChange={(batch) => onChange({ batch })} />
  if ('trigger' in does) return <TriggerSetup value={does.trigger} onChange={(trigger) => onChange({ trigger })} />
  return <NurtureSetup value={does.nurture} onChange={(nurture) => onChange({ nurture })} />
}
