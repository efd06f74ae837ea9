/** The builder by keyboard, and what it does with conditions that it does not know. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import type { Filter } from '@/api/model'
import '@/i18n'
import { FilterBuilder } from './FilterBuilder'

const newer = { weather: { at: 'home' } } as unknown as Filter
let now: Filter

function Held({ first, readOnly }: { first: Filter; readOnly?: boolean }) {
  const [filter, setFilter] = useState(first)
  now = filter
  return <FilterBuilder value={filter} onChange={setFilter} readOnly={readOnly} />
}

function show(first: Filter, readOnly = false) {
  render(<MantineProvider env="test"><QueryClientProvider client={new QueryClient()}><Held first={first} readOnly={readOnly} /></QueryClientProvider></MantineProvider>)
}

const leaf = (name: string) => screen.getByRole('group', { name })
const alt = (key: string) => fireEvent.keyDown(document.activeElement!, { key, altKey: true })

afterEach(cleanup)

test('a condition of a kind that is not known is shown, moved past, and kept', () => {
  show({ all: [newer, { consent: 'given' }] })
  expect(screen.getByText('{"weather":{"at":"home"}}')).toBeTruthy()
  leaf('Marketing consent').focus()
  alt('ArrowUp')
  expect(now).toEqual({ all: [{ consent: 'given' }, newer] })
  expect(document.activeElement).toBe(leaf('Marketing consent'))
  fireEvent.click(screen.getByRole('radio', { name: 'None' }))
  expect(now).toEqual({ not: { any: [{ consent: 'given' }, newer] } })
})

test('Delete takes the condition in focus away and goes on to the next, then to adding', () => {
  show({ all: [{ consent: 'given' }, newer] })
  leaf('Marketing consent').focus()
  fireEvent.keyDown(document.activeElement!, { key: 'Delete' })
  expect(now).toEqual({ all: [newer] })
  expect(document.activeElement).toBe(leaf('A condition that this page does not know; it is kept as it is'))
  fireEvent.keyDown(document.activeElement!, { key: 'Delete' })
  expect(now).toEqual({ all: [] })
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add condition' }))
})

test('keys in a condition of the account move that one, not what is around it', () => {
  show({ all: [newer, { at_account: { who: { all: [newer, { consent: 'none' }] } } }] })
  leaf('Marketing consent').focus()
  alt('ArrowUp')
  expect(now).toEqual({ all: [newer, { at_account: { who: { all: [{ consent: 'none' }, newer] } } }] })
})

test('whoever may not edit moves and removes nothing', () => {
  const before: Filter = { all: [newer, { consent: 'given' }] }
  show(before, true)
  leaf('Marketing consent').focus()
  alt('ArrowUp')
  fireEvent.keyDown(document.activeElement!, { key: 'Delete' })
  expect(now).toEqual(before)
})
