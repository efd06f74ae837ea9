/** Makes a snippet of a block, and shows it in its place. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPuzzle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAsked } from '@/api/approvals'
import { definitionChanged, definitionsQuery, publish, saveDraft } from '@/api/definitions'
import type { Snippet } from '@/api/model'
import { queries } from '@/api/queries'
import { useCan } from '@/api/session'
import { keyOf } from '@/components/definition/keyOf'
import { notifyDone, Problem } from '@/components/Problem'
import { useDesk } from './desk'
import { levelOf, pathOf } from './model/snippet'
import { SNIPPET_LEVELS, spots } from './model/tree'
import type { Block } from './model/types'
import { writeBlock } from './model/write'

const nested = (block: Block) => writeBlock(block).includes('<mj-include')

export function SaveSnippet({ block }: { block: Block }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const can = useCan()
  const [opened, openedDo] = useDisclosure()
  const [label, setLabel] = useState('')
  const save = useMutation({
    mutationFn: async () => {
      const mjml = writeBlock({ ...block, lead: '' })
      const taken = new Set((await queries.fetchQuery(definitionsQuery('snippet'))).map((d) => d.key))
      const key = [keyOf(label), ...Array.from({ length: 99 }, (_, n) => `${keyOf(label)}-${n + 2}`)].find((k) => !taken.has(k))!
      await saveDraft<Snippet>('snippet', key, { label: label.trim(), mjml })
      const made = await publish<Snippet>('snippet', key, '')
      SNIPPET_LEVELS.set(pathOf(key), levelOf(mjml))
      await definitionChanged()
      return { key, asked: isAsked(made) }
    },
    onSuccess: ({ key, asked }) => {
      openedDo.close()
      setLabel('')
      // Until a second person has agreed, the block stays as it is.
      if (asked) notifyDone(t('approvals.asked'))
      else desk.choose(block.id, key)
    },
  })
  if (!can('publish_definitions') || nested(block) || !spots(desk.doc).some((s) => s.block.id === block.id)) return null
  return (
    <>
      <Button mt="xs" size="compact-xs" variant="subtle" color="gray" leftSection={<IconPuzzle size={13} />} onClick={openedDo.open}>{t('snippets.save')}</Button>
      <Modal opened={opened} onClose={openedDo.close} title={t('snippets.save')}>
        <form onSubmit={(e) => { e.preventDefault(); e.stopPropagation(); save.mutate() }}>
          <Stack>
            <Text fz="sm" c="dimmed">{t('snippets.save_text')}</Text>
            <TextInput label={t('common.label')} required data-autofocus maxLength={120} value={label} onChange={(e) => setLabel(e.currentTarget.value)} />
            {save.error && <Problem error={save.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={openedDo.close}>{t('common.cancel')}</Button>
              <Button type="submit" loading={save.isPending} disabled={!keyOf(label)}>{t('common.save')}</Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
