/** The routes, as a table of contents. Each page is loaded when first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import type { AccountSearch } from '@/api/accounts'
import type { ContactSearch } from '@/api/contacts'
import type { LeadSearch } from '@/api/leads'
import { ApiError } from '@/api/problem'
import { queries } from '@/api/queries'
import type { SendsShown } from '@/api/sends'
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
  notFoundComponent: NotFound,
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
  createRoute({
    getParentRoute: at, path: '/contacts', validateSearch: searchOf<ContactSearch>(['q', 'filter', 'segment', 'list', 'import', 'sort', 'after']),
    component: lazyRouteComponent(() => import('@/pages/contacts/ContactsPage'), 'ContactsPage'),
  }),
  createRoute({
    getParentRoute: at, path: '/contacts/$id', validateSearch: searchOf<{ tab?: string }>(['tab']),
    component: lazyRouteComponent(() => import('@/pages/contacts/ContactPage'), 'ContactPage'),
  }),
  createRoute({
    getParentRoute: at, path: '/accounts', validateSearch: searchOf<AccountSearch>(['q', 'tier', 'sort', 'after']),
    component: lazyRouteComponent(() => import('@/pages/accounts/AccountsPage'), 'AccountsPage'),
  }),
  createRoute({ getParentRoute: at, path: '/accounts/$id', component: lazyRouteComponent(() => import('@/pages/accounts/AccountPage'), 'AccountPage') }),
  createRoute({
    getParentRoute: at, path: '/worklist', validateSearch: searchOf<LeadSearch>(['owner', 'after', 'list']),
    component: lazyRouteComponent(() => import('@/pages/leads/WorklistPage'), 'WorklistPage'),
  }),
  createRoute({ getParentRoute: at, path: '/leads/$id', component: lazyRouteComponent(() => import('@/pages/leads/LeadPage'), 'LeadPage') }),
  createRoute({ getParentRoute: at, path: '/opportunities/$id', component: lazyRouteComponent(() => import('@/pages/opportunities/OpportunityPage'), 'OpportunityPage') }),
  createRoute({ getParentRoute: at, path: '/segments', component: lazyRouteComponent(() => import('@/pages/segments/SegmentsPage'), 'SegmentsPage') }),
  createRoute({ getParentRoute: at, path: '/segments/$key', component: lazyRouteComponent(() => import('@/pages/segments/SegmentPage'), 'SegmentPage') }),
  createRoute({ getParentRoute: at, path: '/content', component: lazyRouteComponent(() => import('@/pages/assets/AssetsPage'), 'AssetsPage') }),
  createRoute({ getParentRoute: at, path: '/content/$key', component: lazyRouteComponent(() => import('@/pages/assets/AssetPage'), 'AssetPage') }),
  createRoute({ getParentRoute: at, path: '/emails', component: lazyRouteComponent(() => import('@/pages/emails/EmailsPage'), 'EmailsPage') }),
  createRoute({ getParentRoute: at, path: '/emails/$key', component: lazyRouteComponent(() => import('@/pages/emails/EmailPage'), 'EmailPage') }),
  createRoute({
    getParentRoute: at, path: '/emails/$key/compare', validateSearch: searchOf<{ from?: number; to?: number }>(['from', 'to']),
    component: lazyRouteComponent(() => import('@/pages/emails/compare/ComparePage'), 'ComparePage'),
  }),
  createRoute({ getParentRoute: at, path: '/snippets', component: lazyRouteComponent(() => import('@/pages/emails/snippets/SnippetsPage'), 'SnippetsPage') }),
  createRoute({ getParentRoute: at, path: '/snippets/$key', component: lazyRouteComponent(() => import('@/pages/emails/snippets/SnippetPage'), 'SnippetPage') }),
  createRoute({ getParentRoute: at, path: '/approvals', component: lazyRouteComponent(() => import('@/pages/approvals/ApprovalsPage'), 'ApprovalsPage') }),
  createRoute({ getParentRoute: at, path: '/programs', component: lazyRouteComponent(() => import('@/pages/programs/ProgramsPage'), 'ProgramsPage') }),
  createRoute({
    getParentRoute: at, path: '/programs/$key', validateSearch: searchOf<{ tab?: string; status?: string } & SendsShown>(['tab', 'status', 'state', 'run', 'reason']),
    component: lazyRouteComponent(() => import('@/pages/programs/ProgramPage'), 'ProgramPage'),
  }),
  createRoute({
    getParentRoute: at, path: '/scoring', validateSearch: searchOf<{ tab?: string; after?: string }>(['tab', 'after']),
    component: lazyRouteComponent(() => import('@/pages/scoring/ScoringPage'), 'ScoringPage'),
  }),
  createRoute({ getParentRoute: at, path: '/import', component: lazyRouteComponent(() => import('@/pages/imports/ImportsPage'), 'ImportsPage') }),
  createRoute({ getParentRoute: at, path: '/import/$id', component: lazyRouteComponent(() => import('@/pages/imports/ImportPage'), 'ImportPage') }),
  createRoute({
    getParentRoute: at, path: '/outbox', validateSearch: searchOf<{ id?: string; after?: string; tab?: string } & SendsShown>(['id', 'after', 'tab', 'state', 'run', 'reason']),
    component: lazyRouteComponent(() => import('@/pages/outbox/OutboxPage'), 'OutboxPage'),
  }),
  createRoute({ getParentRoute: at, path: '/query', component: lazyRouteComponent(() => import('@/pages/query/QueryPage'), 'QueryPage') }),
  createRoute({ getParentRoute: at, path: '/settings', component: lazyRouteComponent(() => import('@/pages/settings/SettingsPage'), 'SettingsPage') }),
  createRoute({ getParentRoute: at, path: '/settings/senders/$domain', component: lazyRouteComponent(() => import('@/pages/settings/senders/SenderPage'), 'SenderPage') }),
  createRoute({ getParentRoute: at, path: '/settings/$section', component: lazyRouteComponent(() => import('@/pages/settings/SettingsPage'), 'SettingsPage') }),
  createRoute({
    getParentRoute: at, path: '/definitions/$kind/$key',
    component: lazyRouteComponent(() => import('@/pages/settings/DefinitionPage'), 'DefinitionPage'),
  }),
] as const

const tree = root.addChildren([signIn, inside.addChildren([...routes])])

export const router = createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true, defaultErrorComponent: ErrorPage })

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
