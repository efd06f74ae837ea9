/** What a way out is told, a field each; of secrets, whether one is stored and how to be without. */
import { Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WayField } from '@/api/types'

/** Who signs in without a password signs in without a name. */
export const goesWith = (dropped: string, field: string) => field === dropped || (dropped === 'password' && field === 'user')

/** What is sent: secrets that were not typed anew stay as they are, and an empty one is taken away. */
export function told(fields: WayField[], values: Record<string, string>, dropped: string[]): Record<string, string> {
  const entries = fields.flatMap((f) => {
    if (dropped.some((name) => goesWith(name, f.name))) return [[f.name, '']]
    const value = values[f.name]
    return value === undefined || (f.secret && value === '') ? [] : [[f.name, value]]
  })
  return Object.fromEntries(entries) as Record<string, string>
}

interface ToldProps {
  field: WayField; kind: string; value: string; onChange: (value: string) => void
  /** Of a way that exists: whether it has this secret. */
  stored?: boolean
  dropped: boolean; onDrop: (on: boolean) => void
}

/** One thing that a way is told; a secret is never shown, so it says whether there is one, and how to be without. */
export function Told({ field: f, kind, value, onChange, stored, dropped, onDrop }: ToldProps) {
  const { t } = useTranslation()
  const hint = f.name === 'hook_key' ? `${kind}_key` : f.name
  const about = t(`ways.hint.${hint}`, { defaultValue: '' }) || undefined
  const shown = { label: t(`ways.field.${f.name}`), value: dropped ? '' : value, disabled: dropped, onChange: (e: React.ChangeEvent<HTMLInputElement>) => onChange(e.currentTarget.value) }
  if (!f.secret) return <TextInput {...shown} description={about} required={f.required} />
  const state = stored === undefined ? undefined : t(dropped ? 'ways.dropped' : stored ? 'ways.stored' : 'ways.not_stored')
  return (
    <Stack gap={6}>
      <PasswordInput {...shown} autoComplete="new-password" required={f.required && !stored} description={[about, state].filter(Boolean).join(' · ') || undefined} placeholder={stored && !dropped ? t('ways.kept') : undefined} />
      {stored && !f.required && <Checkbox size="xs" label={t(f.name === 'password' ? 'ways.without_password' : 'ways.without')} checked={dropped} onChange={(e) => onDrop(e.currentTarget.checked)} />}
    </Stack>
  )
}
