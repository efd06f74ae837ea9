/** Which language of an email is being written; and adding and removing languages. */
import { ActionIcon, Button, Group, Popover, SegmentedControl, Select, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { IconCopy, IconLanguage, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { languageName } from '@/format'
import { tagOf, withLanguage, withoutLanguage } from './wording'

const USUAL = ['en', 'es', 'no', 'sv', 'da', 'fi', 'de', 'fr', 'it', 'nl', 'pl', 'pt', 'pt-br', 'ca']
const OWN = ''
const OTHER = '…'

interface Props { email: Email; language: string | null; onLanguage: (language: string | null) => void; change: (part: Partial<Email>) => void; readOnly: boolean }

export function LanguageBar({ email, language, onLanguage, change, readOnly }: Props) {
  const { t } = useTranslation()
  const there = Object.keys(email.languages ?? {}).sort()
  const ask = (title: string, confirm: string, then: () => void) => modals.openConfirmModal({ title, children: <Text fz="sm">{t('languages.lost')}</Text>, labels: { confirm, cancel: t('common.cancel') }, onConfirm: then })
  const remove = () => ask(t('languages.remove', { language: languageName(language!) }), t('common.remove'), () => { onLanguage(null); change(withoutLanguage(email, language!)) })
  const again = () => ask(t('languages.again'), t('languages.take'), () => change(withLanguage(email, language!)))
  return (
    <Group gap="xs" role="group" aria-label={t('languages.title')}>
      {there.length > 0 && (
        <SegmentedControl
          size="xs" aria-label={t('languages.title')} value={language ?? OWN} onChange={(v) => onLanguage(v === OWN ? null : v)}
          data={[{ value: OWN, label: t('languages.own') }, ...there.map((tag) => ({ value: tag, label: languageName(tag) }))]}
        />
      )}
      {!readOnly && <Add there={there} onAdd={(tag) => { change(withLanguage(email, tag)); onLanguage(tag) }} />}
      {!readOnly && language !== null && (
        <>
          <Tooltip label={t('languages.again')}><ActionIcon aria-label={t('languages.again')} onClick={again}><IconCopy size={16} /></ActionIcon></Tooltip>
          <Tooltip label={t('common.remove')}><ActionIcon aria-label={t('languages.remove', { language: languageName(language) })} onClick={remove}><IconTrash size={16} /></ActionIcon></Tooltip>
        </>
      )}
      {there.length > 0 && <Text fz="xs" c="dimmed">{t(language === null ? 'languages.own_text' : 'languages.text', { language: language === null ? '' : languageName(language) })}</Text>}
    </Group>
  )
}

function Add({ there, onAdd }: { there: string[]; onAdd: (tag: string) => void }) {
  const { t } = useTranslation()
  const [opened, openedDo] = useDisclosure()
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const tag = chosen === OTHER ? tagOf(typed) : chosen
  const add = () => {
    if (!tag || there.includes(tag)) return
    openedDo.close()
    setChosen(null)
    setTyped('')
    onAdd(tag)
  }
  return (
    <Popover opened={opened} onChange={(o) => !o && openedDo.close()} position="bottom-start" withinPortal trapFocus>
      <Popover.Target><Button size="compact-sm" variant="subtle" leftSection={<IconLanguage size={16} />} aria-expanded={opened} onClick={openedDo.toggle}>{t('languages.add')}</Button></Popover.Target>
      <Popover.Dropdown w={280}>
        <form onSubmit={(e) => { e.preventDefault(); e.stopPropagation(); add() }}>
          <Stack gap="xs">
            <Text fz="xs" c="dimmed">{t('languages.add_text')}</Text>
            <Select
              size="xs" searchable data-autofocus label={t('languages.language')} value={chosen} onChange={setChosen} comboboxProps={{ withinPortal: false }} maxDropdownHeight={220}
              data={[...USUAL.filter((u) => !there.includes(u)).map((u) => ({ value: u, label: languageName(u) })), { value: OTHER, label: t('languages.other') }]}
            />
            {chosen === OTHER && <TextInput size="xs" label={t('languages.tag')} placeholder="pt-br" value={typed} onChange={(e) => setTyped(e.currentTarget.value)} />}
            <Button size="xs" type="submit" disabled={!tag || there.includes(tag)}>{t('common.add')}</Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
