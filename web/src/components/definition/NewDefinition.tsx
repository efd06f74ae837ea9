/** Asks for the name of a new definition, derives its key and opens its draft. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { saveDraft } from '@/api/definitions'
import { queries } from '@/api/queries'
import type { Kind } from '@/api/types'
import { Problem } from '@/components/Problem'
import { keyOf } from './keyOf'

interface Props {
  kind: Kind
  title: string
  opened: boolean
  onClose: () => void
  body: (label: string, key: string) => object
  /** Puts a prefix before the key (fields: `contact.`). */
  prefix?: string
  onCreated: (key: string) => void
  children?: ReactNode
}

export function NewDefinition({ kind, title, opened, onClose, body, prefix = '', onCreated, children }: Props) {
  const { t } = useTranslation()
  const [label, setLabel] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const key = typed ?? keyOf(label)
  const create = useMutation({
    mutationFn: () => saveDraft(kind, prefix + key, body(label.trim(), key)),
    onSuccess: (made) => {
      queries.setQueryData(['definition', kind, prefix + key], made)
      void queries.invalidateQueries({ queryKey: ['definitions', kind] })
      onClose()
      setLabel('')
      setTyped(null)
      onCreated(prefix + key)
    },
  })
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={(e) => { e.preventDefault(); create.mutate() }}>
        <Stack>
          <TextInput label={t('common.label')} required data-autofocus maxLength={120} value={label} onChange={(e) => setLabel(e.currentTarget.value)} />
          <TextInput
            label={t('common.key')} description={t('def.key_hint')} required pattern="[a-z0-9_\-]{1,64}" value={key}
            onChange={(e) => setTyped(e.currentTarget.value)} leftSection={prefix ? <span style={{ fontSize: 12 }}>{prefix}</span> : undefined}
            leftSectionWidth={prefix ? prefix.length * 7 + 16 : undefined}
          />
          {children}
          {create.error && <Problem error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" loading={create.isPending} disabled={!key}>{t('common.create')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
