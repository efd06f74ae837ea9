/** Finds a contact by name or address from anywhere (Ctrl K). */
import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactPicker } from '@/components/ContactPicker'

export function QuickFind() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  useHotkeys([['mod+K', () => input.current?.focus()]])
  return (
    <ContactPicker
      inputRef={input} value={null} w={340} visibleFrom="md" label="" aria-label={t('shell.find')} placeholder={t('shell.find_hint')}
      onChange={(id) => id && void navigate({ to: '/contacts/$id', params: { id } })}
    />
  )
}
