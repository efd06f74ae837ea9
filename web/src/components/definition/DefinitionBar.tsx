/** The bar of every definition: its state, saving, publishing, history, archiving. The same for all kinds. */
import { ActionIcon, Alert, Badge, Button, Group, List, Menu, Paper, Spoiler, Text, Tooltip } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { IconArchive, IconArrowBackUp, IconDots, IconHistory, IconTrash, type Icon } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { archive, definitionChanged, dropDraft, forget } from '@/api/definitions'
import { useCan } from '@/api/session'
import { WaitingLine } from '@/components/approval/WaitingLine'
import { notifyDone, notifyProblem, Problem } from '@/components/Problem'
import { useLeaveGuard } from '@/components/useLeaveGuard'
import { dateTime } from '@/format'
import { said } from '@/i18n/said'
import { HistoryDrawer } from './HistoryDrawer'
import { placeOf } from './place'
import { PublishModal } from './PublishModal'
import type { WorkingCopy } from './useWorkingCopy'

/** Where the definitions of a kind are listed; those of the others in the settings. */
const LISTS = { segment: '/segments', list: '/segments', asset: '/content', email: '/emails', program: '/programs' } as const

interface Props<B> { work: WorkingCopy<B>; publishable?: boolean; onRemoved?: () => void }

/** `onRemoved`: what follows when a draft that never was in force is gone; else the list of its kind. */
export function DefinitionBar<B>({ work, publishable = true, onRemoved }: Props<B>) {
  const { t } = useTranslation()
  const can = useCan()
  const [history, historyDo] = useDisclosure()
  const [publishing, publishingDo] = useDisclosure()
  const navigate = useNavigate()
  useLeaveGuard(work.dirty)
  // Also while something is written, in the source or in a text of a mail.
  useHotkeys([['mod+S', () => void (work.dirty && work.save.mutate())]], [], true)
  const { definition, dirty, save } = work
  if (!definition) return null
  const { published, draft } = definition
  // What was found is of the saved draft; unsaved changes may have mended it.
  const refused = !dirty && work.findings.some((f) => f.severity === 'error')
  const mayEdit = can('edit_definitions')
  const mayPublish = can(work.kind === 'settings' || work.kind === 'field' ? 'edit_settings' : 'publish_definitions')
  const putAway = async () => {
    if (!window.confirm(t('def.archive_sure', { label: definition.label }))) return
    await archive(work.kind, work.key).then(() => notifyDone(t('def.archived_done')), notifyProblem)
    await definitionChanged()
  }
  const remove = () => {
    if (!window.confirm(t('def.remove_sure', { label: definition.label }))) return
    work.discard()
    dropDraft(work.kind, work.key).then(async () => {
      notifyDone(t('def.removed_done'))
      if (onRemoved) onRemoved()
      else await navigate({ to: work.kind in LISTS ? LISTS[work.kind as keyof typeof LISTS] : '/settings' })
      forget(work.kind, work.key)
    }, notifyProblem)
  }
  return (
    <>
      <Paper withBorder px={{ base: 'xs', sm: 'md' }} py="xs" pos="sticky" top={60} style={{ zIndex: 90 }} role="region" aria-label={t('def.bar')}>
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            {published
              ? <Tooltip label={`${published.author ?? ''} · ${dateTime(published.at)} ${published.note}`}><Badge color="campo">{t('def.published', { version: published.version })}</Badge></Tooltip>
              : <Badge color="gray">{t('def.never')}</Badge>}
            {draft && !dirty && <Badge color="sun">{t('def.draft')}</Badge>}
            {dirty && <Badge color="sun" variant="dot">{t('def.unsaved')}</Badge>}
            {!draft && !dirty && published && <Text fz="xs" c="dimmed" visibleFrom="sm">{t('def.clean')}</Text>}
          </Group>
          <Group gap={6}>
            {dirty && <Lesser icon={IconArrowBackUp} label={t('def.discard')} variant="subtle" color="gray" onClick={work.discard} />}
            {mayEdit && <Button variant="default" disabled={!dirty} loading={save.isPending} onClick={() => save.mutate()}>{t('def.save')}</Button>}
            {mayPublish && publishable && <Tooltip label={t('def.not_publishable')} disabled={!refused}><Button disabled={refused || (!dirty && !draft)} onClick={publishingDo.open}>{t('def.publish')}</Button></Tooltip>}
            <Lesser icon={IconHistory} label={t('def.history')} variant="default" onClick={historyDo.open} />
            {(published ? mayPublish : mayEdit) && (
              <Menu position="bottom-end">
                <Menu.Target><ActionIcon size="lg" aria-label={t('def.more')}><IconDots size={18} /></ActionIcon></Menu.Target>
                <Menu.Dropdown>
                  {published
                    ? <Menu.Item leftSection={<IconArchive size={16} />} color="clay" onClick={putAway}>{t('def.archive')}</Menu.Item>
                    : <Menu.Item leftSection={<IconTrash size={16} />} color="clay" onClick={remove}>{t('def.remove')}</Menu.Item>}
                </Menu.Dropdown>
              </Menu>
            )}
          </Group>
        </Group>
      </Paper>
      {save.error != null && <Problem error={save.error} />}
      <WaitingLine kind={work.kind} name={work.key} action="publish" />
      <Findings work={work} />
      <HistoryDrawer work={work} opened={history} onClose={historyDo.close} />
      <PublishModal work={work} opened={publishing} onClose={publishingDo.close} />
    </>
  )
}

/** A button that is its icon alone on a phone. */
function Lesser({ icon: Picture, label, ...rest }: { icon: Icon; label: string; variant: string; color?: string; onClick: () => void }) {
  return (
    <>
      <Button visibleFrom="sm" leftSection={<Picture size={16} />} {...rest}>{label}</Button>
      <ActionIcon hiddenFrom="sm" size={36} aria-label={label} {...rest}><Picture size={18} /></ActionIcon>
    </>
  )
}

/** What publishing the saved draft would refuse, with its place; of what is only worth a look, the first few. */
function Findings<B>({ work }: { work: WorkingCopy<B> }) {
  const { t } = useTranslation()
  if (work.findings.length === 0 || work.dirty) return null
  const wrong = work.findings.some((f) => f.severity === 'error')
  return (
    <Alert color={wrong ? 'clay' : 'sun'} title={t(wrong ? 'def.findings_error' : 'def.findings_warning')}>
      <Spoiler maxHeight={wrong ? 800 : 66} showLabel={t('def.findings_all', { count: work.findings.length })} hideLabel={t('def.findings_less')} fz="sm">
        <List fz="sm">
          {work.findings.map((f, i) => <List.Item key={i}><Text span fz="sm" fw={600}>{placeOf(t, f.path)}:</Text> {said(f.message)}</List.Item>)}
        </List>
      </Spoiler>
    </Alert>
  )
}
