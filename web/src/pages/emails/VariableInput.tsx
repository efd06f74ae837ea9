/** A line of text that variables can be put into, where the caret stands. */
import { Group, TextInput } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { useCan } from '@/api/session'
import { useAllVariables } from './blocks/useVariables'
import { VariableButton } from './blocks/VariablePicker'
import { withTag } from './withTag'

interface Props { label: string; value: string; onChange: (value: string) => void; beside?: ReactNode }

export function VariableInput({ label, value, onChange, beside }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const groups = useAllVariables()
  const may = useCan()('edit_definitions')
  const put = (tag: string) => {
    const { selectionStart, selectionEnd } = input.current ?? {}
    const { text, caret } = withTag(value, tag, selectionStart, selectionEnd)
    onChange(text)
    // Once it stands there, writing goes on behind it.
    setTimeout(() => {
      input.current?.focus()
      input.current?.setSelectionRange(caret, caret)
    })
  }
  return (
    <TextInput
      ref={input} label={label} value={value} onChange={(e) => onChange(e.currentTarget.value)} rightSectionWidth={beside ? 62 : 36}
      rightSection={<Group gap={2} wrap="nowrap">{beside}{may && <VariableButton groups={groups} onPick={put} />}</Group>}
    />
  )
}
