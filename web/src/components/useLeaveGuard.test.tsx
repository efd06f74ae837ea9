/** Leaving with unsaved changes asks, by page and by tab. */
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import '@/i18n'
import { useLeaveGuard } from './useLeaveGuard'

function Form() {
  const [text, setText] = useState('')
  useLeaveGuard(text !== '', () => setText(''))
  return <input aria-label="text" value={text} onChange={(e) => setText(e.currentTarget.value)} />
}

async function open() {
  const root = createRootRoute({ component: Outlet })
  const routes = [createRoute({ getParentRoute: () => root, path: '/form', component: Form }), createRoute({ getParentRoute: () => root, path: '/other', component: () => <p>other</p> })]
  const router = createRouter({ routeTree: root.addChildren(routes), history: createMemoryHistory({ initialEntries: ['/form'] }) })
  render(<RouterProvider router={router as never} />)
  await screen.findByLabelText('text')
  return (to: string, search = {}) => act(async () => { void router.navigate({ to, search } as never); await new Promise((done) => setTimeout(done, 30)) })
}

const input = () => screen.queryByLabelText<HTMLInputElement>('text')

afterEach(() => { cleanup(); vi.restoreAllMocks() })

test('with changes it asks, and stays unless told otherwise', async () => {
  const ask = vi.fn(() => false)
  window.confirm = ask
  const go = await open()
  fireEvent.change(input()!, { target: { value: 'x' } })
  await go('/other')
  expect(ask).toHaveBeenCalledTimes(1)
  expect(input()?.value).toBe('x')
  await go('/form', { tab: 'why' })
  expect(ask).toHaveBeenCalledTimes(2)
  ask.mockReturnValue(true)
  await go('/form', { tab: 'why' })
  expect(input()?.value).toBe('')
  await go('/other')
  expect(ask).toHaveBeenCalledTimes(3)
  expect(screen.getByText('other')).toBeTruthy()
})
