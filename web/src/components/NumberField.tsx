/**
 * The one input of numbers, in the marks of the reader's language. What is typed or pasted is understood or refused with the
 * reason, never made into another number: a refused text leaves the value that was there.
 */
import { TextInput, type TextInputProps } from '@mantine/core'
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { readNumber, writeNumber } from '@/format/read'

interface Props extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'type' | 'prefix'> {
  value: number | ''
  onChange: (value: number | '') => void
  min?: number
  max?: number
  /** Decimals that it may have; whole numbers unless told. */
  decimals?: number
  prefix?: string
  suffix?: string
}

export function NumberField({ value, onChange, min, max, decimals = 0, prefix = '', suffix = '', error, onFocus, onBlur, onKeyDown, ...rest }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const before = useRef(value)
  const shown = (n: number | '') => (n === '' ? '' : writeNumber(n, decimals))

  const wrong = (text: string, n: number | null): string | null => {
    if (n === null) return t('number.unread', { text })
    if (new Set([n, Number(n.toFixed(decimals))]).size > 1) return decimals ? t('number.decimals', { text, n: decimals }) : t('number.whole', { text })
    if (min !== undefined && n < min) return t('number.least', { text, n: writeNumber(min, decimals) })
    return max !== undefined && n > max ? t('number.most', { text, n: writeNumber(max, decimals) }) : null
  }
  const type = (input: HTMLInputElement) => {
    const text = bare(input.value, prefix, suffix)
    if (typed === null) before.current = value
    setTyped(input.value)
    const n = text === '' ? '' : readNumber(text)
    const problem = n === '' ? null : wrong(text, n)
    input.setCustomValidity(problem ?? '')
    setRefused(problem)
    onChange(problem === null ? n! : before.current)
  }
  const step = (e: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(e)
    const by = { ArrowUp: 1, ArrowDown: -1 }[e.key]
    if (!by || rest.disabled || rest.readOnly) return
    e.preventDefault()
    const n = value === '' ? (min ?? 0) : Number((value + by).toFixed(decimals))
    if (wrong('', n) !== null) return
    e.currentTarget.setCustomValidity('')
    setTyped(null)
    setRefused(null)
    onChange(n)
  }
  return (
    <TextInput
      {...rest} inputMode={decimals ? 'decimal' : 'numeric'} autoComplete="off" error={error ?? (typed === null ? refused : undefined)}
      value={typed ?? (value === '' ? '' : `${prefix}${shown(value)}${suffix}`)}
      onChange={(e) => type(e.currentTarget)} onKeyDown={step}
      onFocus={(e: FocusEvent<HTMLInputElement>) => { before.current = value; onFocus?.(e) }}
      onBlur={(e: FocusEvent<HTMLInputElement>) => { setTyped(null); e.currentTarget.setCustomValidity(''); onBlur?.(e) }}
    />
  )
}

/** The text without what the input itself puts around the number. */
function bare(text: string, prefix: string, suffix: string): string {
  let rest = text.trim()
  if (prefix.trim() && rest.startsWith(prefix.trim())) rest = rest.slice(prefix.trim().length)
  if (suffix.trim() && rest.endsWith(suffix.trim())) rest = rest.slice(0, -suffix.trim().length)
  return rest.trim()
}
