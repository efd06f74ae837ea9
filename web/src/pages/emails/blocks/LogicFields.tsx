/** When the blocks of a condition are shown, or what a repeat runs over; branch by branch. */
import { Button, Group, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ConditionFields } from './ConditionFields'
import { useDesk } from './desk'
import { read, readLoop, writtenLoop, type Loop } from './model/condition'
import { branchWord, expressionOf, rawTag, reworded, type Word } from './model/logic'
import { fresh, type Branch, type Logic } from './model/types'

export function LogicFields({ block }: { block: Logic }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const put = (id: string, word: Word, of: string) => desk.change(block.id, (b: Logic) => ({ ...b, branches: b.branches.map((x) => (x.id === id ? reworded(x, word, of) : x)) }), `branch ${id}`)
  const otherwise = () => desk.change(block.id, (b: Logic) => ({ ...b, branches: [...b.branches, { id: fresh(), tag: { ...rawTag('{% else %}'), lead: b.end.lead }, children: [] }] }))
  const last = branchWord(block.branches.at(-1)!)
  return (
    <Stack gap="xs">
      {block.branches.map((branch) => <BranchFields key={branch.id} branch={branch} put={(word, of) => put(branch.id, word, of)} />)}
      {!desk.readOnly && (
        <Group gap={6}>
          {last !== 'else' && last !== 'for' && <Button size="compact-xs" variant="light" leftSection={<IconPlus size={13} />} onClick={otherwise}>{t('blocks.logic.add_else')}</Button>}
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => desk.unwrap(block.id)}>{t('blocks.unwrap')}</Button>
        </Group>
      )}
    </Stack>
  )
}

function BranchFields({ branch, put }: { branch: Branch; put: (word: Word, of: string) => void }) {
  const { t } = useTranslation()
  const { readOnly } = useDesk()
  const word = branchWord(branch)
  const of = expressionOf(branch)
  if (word === 'else') return null
  if (word === 'for') return <LoopFields of={of} put={(next) => put('for', next)} />
  const condition = read(of)
  if (condition) return <ConditionFields value={condition} onChange={(next) => put(word, next)} />
  return (
    <Textarea
      size="xs" autosize minRows={2} ff="monospace" readOnly={readOnly} label={t('blocks.logic.expression')} description={t('blocks.logic.expression_text')} value={of}
      onChange={(e) => put(word, e.currentTarget.value.replace(/[%{}]/g, ''))}
    />
  )
}

function LoopFields({ of, put }: { of: string; put: (of: string) => void }) {
  const { t } = useTranslation()
  const { readOnly } = useDesk()
  const loop = readLoop(of)
  const change = (part: Partial<Loop>) => put(writtenLoop({ ...loop, ...part }))
  return (
    <>
      <TextInput size="xs" label={t('blocks.loop.name')} readOnly={readOnly} value={loop.name} onChange={(e) => change({ name: e.currentTarget.value.replace(/\W/g, '').replace(/^\d+/, '') || 'item' })} />
      {loop.items
        ? <TagsInput size="xs" label={t('blocks.loop.items')} readOnly={readOnly} maxTags={100} allowDuplicates splitChars={[]} acceptValueOnBlur value={loop.items} onChange={(items) => change({ items })} />
        : <TextInput size="xs" ff="monospace" label={t('blocks.loop.over')} readOnly={readOnly} value={loop.over} onChange={(e) => change({ over: e.currentTarget.value.replace(/[%{}]/g, '') })} />}
      <Text fz="xs" c="dimmed">{t('blocks.loop.text', { name: `{{ ${loop.name} }}` })}</Text>
    </>
  )
}
