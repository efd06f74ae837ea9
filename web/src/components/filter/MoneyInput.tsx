/** An amount of money with its currency: the instance's until another is written. */
import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '@/api/model'
import { useSession } from '@/api/session'
import { NumberField } from '@/components/NumberField'
import { minorDigits } from '@/format'

interface Props {
  label: string
  /** A form has its label above; the conditions of a filter are read out only. */
  size?: 'xs' | 'sm'
  description?: string
  error?: string
  value: Money | null
  onChange: (value: Money | null) => void
}

export function MoneyInput({ label, size = 'xs', description, error, value, onChange }: Props) {
  const { t } = useTranslation()
  const { settings } = useSession()
  const [chosen, setChosen] = useState<string>(settings.currency)
  const [typed, setTyped] = useState<string | null>(null)
  const currency = value?.currency ?? chosen
  const major = value ? value.minor / 10 ** minorDigits(currency) : null
  const amount = (n: number, of: string): Money => ({ minor: Math.round(n * 10 ** minorDigits(of)), currency: of })
  const type = (text: string) => {
    const code = text.toUpperCase()
    setTyped(code)
    if (!/^[A-Z]{3}$/.test(code)) return
    setChosen(code)
    if (major !== null) onChange(amount(major, code))
  }
  return (
    <Group gap={4} wrap="nowrap" align={size === 'sm' ? 'flex-end' : undefined}>
      <NumberField
        size={size} {...(size === 'sm' ? { label, description, style: { flex: 1 } } : { w: 120, 'aria-label': label })} error={error} decimals={minorDigits(currency)} value={major ?? ''}
        onChange={(n) => onChange(n === '' ? null : amount(Number(n), currency))}
      />
      <TextInput size={size} w={size === 'sm' ? 72 : 58} aria-label={t('common.currency')} maxLength={3} value={typed ?? currency} onChange={(e) => type(e.currentTarget.value)} onBlur={() => setTyped(null)} />
    </Group>
  )
}
