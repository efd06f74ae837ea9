/** The providers, from the outside in: look, answers, dialogs, routes. */
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import 'dayjs/locale/es'
import 'dayjs/locale/nb'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { queries, whenSignedOut } from '@/api/queries'
import { language } from '@/i18n'
import { router } from './router'
import { theme, variables } from './theme'

whenSignedOut(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  location.assign(`/sign-in?next=${encodeURIComponent(href)}`)
})

// Sentences that the server makes were asked for in the old language.
i18next.on('languageChanged', () => void queries.invalidateQueries())

export function App() {
  useTranslation()
  const locale = language() === 'no' ? 'nb' : language()
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queries}>
          <ModalsProvider>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </ModalsProvider>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}
