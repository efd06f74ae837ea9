/** The routes, as a table of contents. Each page is loaded when first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { ApiError } from '@/api/problem'
import { queries } from '@/api/queries'
import { sessionQuery } from '@/api/session'
import { ErrorPage, NotFound } from './ErrorPage'
import { searchOf } from './search'
import { Shell } from './Shell'

const root = createRootRoute({ component: Outlet, errorComponent: ErrorPage, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searchOf<{ next?: string }>(['next']),
  component: lazyRouteComponent(() => import('@/pages/session/SignInPage'), 'SignInPage'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  errorComponent: ErrorPage,
  beforeLoad: async ({ location }) => {
    try {
      await queries.ensureQueryData(sessionQuery)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
    }
  },
})

const at = () => inside

const routes = [
  createRoute({
    getParentRoute: at, path: '/', validateSearch: searchOf<{ from?: string; to?: string; kpi?: string }>(['from', 'to', 'kpi']),
    component: lazyRouteComponent(() => import('@/pages/home/HomePage'), 'HomePage'),
  }),
] as const

const tree = root.addChildren([signIn, inside.addChildren([...routes])])

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true, defaultErrorComponent: ErrorPage })

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
