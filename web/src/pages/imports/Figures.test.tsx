/** A dry run compares with nothing: it says rows, never what would be new or changed. */
import { MantineProvider } from '@mantine/core'
import { cleanup, render } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, expect, test } from 'vitest'
import '@/i18n'
import type { ImportView } from '@/api/types'
import { Figures } from './Figures'

afterEach(cleanup)

test.each([[true, false], [false, true]])('dry run %s shows new, changed and unchanged: %s', (dry_run, shown) => {
  const progress = { dry_run, read: 9, accepted: 8, created: 0, updated: 0, unchanged: 0, repeated: 0, warnings: 1, rejected: 1, reasons: {} }
  const { container } = render(<MantineProvider env="test"><Figures file={{ id: 'imp_1', progress } as unknown as ImportView} /></MantineProvider>)
  const keys = [...container.querySelectorAll('[data-figure]')].map((e) => e.getAttribute('data-figure'))
  for (const key of ['created', 'updated', 'unchanged']) expect(keys.includes(key), key).toBe(shown)
  for (const key of ['accepted', 'warnings', 'rejected']) expect(keys).toContain(key)
})

test('the downloads are asked for in the language of the page', async () => {
  await i18next.changeLanguage('es')
  const progress = { read: 9, accepted: 8, warnings: 1, rejected: 1, reasons: {} }
  const { container } = render(<MantineProvider env="test"><Figures file={{ id: 'imp_1', progress } as unknown as ImportView} /></MantineProvider>)
  expect([...container.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual(['rejected', 'warnings'].map((name) => `/api/v1/imports/imp_1/${name}.csv?lang=es`))
  await i18next.changeLanguage('en')
})
