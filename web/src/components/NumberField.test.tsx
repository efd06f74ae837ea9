/** What is typed and pasted in each language is what is held, or is refused with a reason. */
import { MantineProvider } from '@mantine/core'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setLanguage } from '@/i18n'
import { NumberField } from './NumberField'

let now: number | ''

function Held({ first, ...rest }: { first: number | ''; decimals?: number; max?: number; suffix?: string }) {
  const [value, setValue] = useState(first)
  now = value
  return <NumberField label="n" value={value} onChange={setValue} {...rest} />
}

const show = (props: Parameters<typeof Held>[0]) => render(<MantineProvider env="test"><Held {...props} /></MantineProvider>)
const input = () => screen.getByLabelText<HTMLInputElement>('n')
const type = (text: string) => { fireEvent.focus(input()); fireEvent.change(input(), { target: { value: text } }) }

beforeEach(() => act(() => setLanguage('es')))
afterEach(() => { cleanup(); act(() => setLanguage('en')) })

test('a share is shown and read with the comma', () => {
  show({ first: 0.5, decimals: 4, suffix: ' %' })
  expect(input().value).toBe('0,5 %')
  type('0,7')
  expect(now).toBe(0.7)
  type('0,7 %')
  expect(now).toBe(0.7)
  fireEvent.blur(input())
  expect(input().value).toBe('0,7 %')
})

test('an amount with thousands keeps them', () => {
  show({ first: '', decimals: 2 })
  type('1.234,56')
  expect(now).toBe(1234.56)
})

test('what is refused leaves the value that was there and says why', () => {
  show({ first: 5, decimals: 2, max: 100 })
  for (const text of ['12.345.67', '1,234', '250', 'x']) {
    type(text)
    expect(now, text).toBe(5)
    expect(input().value).toBe(text)
    expect(input().validity.customError ?? input().validationMessage).toBeTruthy()
    fireEvent.blur(input())
    expect(input().value).toBe('5')
    expect(screen.getByText(new RegExp(`«${text}»`))).toBeTruthy()
  }
  type('')
  expect(now).toBe('')
})
