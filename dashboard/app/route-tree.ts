import { createRoute, redirect } from '@tanstack/react-router'
import { catalogSearch } from '../features/catalog/catalog-search-params.ts'
import { catalogQuery } from '../features/catalog/get-catalog.ts'
import { connectionSearch } from '../features/connection/connection-search.ts'
import { connectionQuery } from '../features/connection/get-connection.ts'
import { waysQuery } from '../features/connection/get-ways.ts'
import { customerSearch } from '../features/customers/customer-filter.ts'
import { customerQuery } from '../features/customers/get-customer.ts'
import { customerListQuery, customerSummaryQuery } from '../features/customers/get-customers.ts'
import { profileSearch } from '../features/customers/profile/profile-search.ts'
import { unmatchedQuery } from '../features/customers/unmatched/get-unmatched.ts'
import { eventSearch } from '../features/events/event-filter.ts'
import { eventQuery } from '../features/events/get-event.ts'
import { eventListQuery, recentEventsQuery } from '../features/events/get-events.ts'
import { metricsQuery } from '../features/metrics/get-metrics.ts'
import { DEFAULT_RANGE, metricsSearch } from '../features/metrics/metrics-search.ts'
import { segmentCustomersQuery, segmentListQuery, segmentQuery } from '../features/segments/get-segments.ts'
import { settingsQuery } from '../features/settings/get-settings.ts'
import { settingsSearch } from '../features/settings/settings-search.ts'
import { simulatorSearch } from '../features/simulator/simulator-search.ts'
import { lastMode } from '../lib/last-mode.ts'
import { automationRoutes } from './automation-routes.ts'
import { lazyPage } from './lazy-page.ts'
import { mailRoutes } from './mail-routes.ts'
import { modeRoute as mode, rootRoute as root } from './mode-route.ts'
import { OverviewPage } from './routes/overview.tsx'

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/$mode', params: { mode: lastMode() }, replace: true })
  },
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyPage(() => import('./routes/sign-in.tsx'), 'SignInPage'),
})

const overview = createRoute({
  getParentRoute: () => mode,
  path: '/',
  validateSearch: metricsSearch,
  loaderDeps: ({ search }) => ({ range: search.range }),
  loader: ({ context: { queryClient }, params, deps }) => {
    void queryClient.prefetchQuery(metricsQuery(params.mode, deps.range ?? DEFAULT_RANGE))
    void queryClient.prefetchQuery(connectionQuery(params.mode))
    void queryClient.prefetchQuery(recentEventsQuery(params.mode, 8))
    void queryClient.prefetchQuery(catalogQuery(params.mode))
  },
  component: OverviewPage,
})

const customers = createRoute({
  getParentRoute: () => mode,
  path: '/customers',
  validateSearch: customerSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params, deps }) => {
    void queryClient.prefetchInfiniteQuery(customerListQuery(params.mode, deps))
    void queryClient.prefetchQuery(customerSummaryQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/customers.tsx'), 'CustomersPage'),
})

/** The id may be a Stripe customer's too. */
const customer = createRoute({
  getParentRoute: () => mode,
  path: '/customers/$customerId',
  validateSearch: profileSearch,
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(customerQuery(params.mode, params.customerId))
  },
  component: lazyPage(() => import('./routes/customer.tsx'), 'CustomerPage'),
})

const unmatched = createRoute({
  getParentRoute: () => mode,
  path: '/unmatched',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchInfiniteQuery(unmatchedQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/unmatched.tsx'), 'UnmatchedPage'),
})

const events = createRoute({
  getParentRoute: () => mode,
  path: '/events',
  validateSearch: eventSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params, deps }) => {
    void queryClient.prefetchInfiniteQuery(eventListQuery(params.mode, deps))
  },
  component: lazyPage(() => import('./routes/events.tsx'), 'EventsPage'),
})

const event = createRoute({
  getParentRoute: () => mode,
  path: '/events/$eventId',
  validateSearch: eventSearch,
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(eventQuery(params.mode, params.eventId))
  },
  component: lazyPage(() => import('./routes/event.tsx'), 'EventPage'),
})

const catalog = createRoute({
  getParentRoute: () => mode,
  path: '/catalog',
  validateSearch: catalogSearch,
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(catalogQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/catalog.tsx'), 'CatalogPage'),
})

const connect = createRoute({
  getParentRoute: () => mode,
  path: '/connect',
  validateSearch: connectionSearch,
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(connectionQuery(params.mode))
    void queryClient.prefetchQuery(waysQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/connect.tsx'), 'ConnectPage'),
})

const segments = createRoute({
  getParentRoute: () => mode,
  path: '/segments',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(segmentListQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/segments.tsx'), 'SegmentsPage'),
})

const newSegment = createRoute({
  getParentRoute: () => mode,
  path: '/segments/new',
  component: lazyPage(() => import('./routes/segment-new.tsx'), 'NewSegmentPage'),
})

const segment = createRoute({
  getParentRoute: () => mode,
  path: '/segments/$segmentId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(segmentQuery(params.mode, params.segmentId))
    void queryClient.prefetchInfiniteQuery(segmentCustomersQuery(params.mode, params.segmentId))
  },
  component: lazyPage(() => import('./routes/segment.tsx'), 'SegmentPage'),
})

const editSegment = createRoute({
  getParentRoute: () => mode,
  path: '/segments/$segmentId/edit',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(segmentQuery(params.mode, params.segmentId))
  },
  component: lazyPage(() => import('./routes/segment-edit.tsx'), 'EditSegmentPage'),
})

const settings = createRoute({
  getParentRoute: () => mode,
  path: '/settings',
  validateSearch: settingsSearch,
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(settingsQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/settings.tsx'), 'SettingsPage'),
})

const simulator = createRoute({
  getParentRoute: () => mode,
  path: '/settings/integrations/stripe',
  validateSearch: simulatorSearch,
  component: lazyPage(() => import('./routes/simulator.tsx'), 'SimulatorPage'),
})

export const routeTree = root.addChildren([
  index,
  signIn,
  mode.addChildren([
    overview,
    customers,
    customer,
    unmatched,
    events,
    event,
    catalog,
    connect,
    segments,
    newSegment,
    segment,
    editSegment,
    ...automationRoutes,
    settings,
    ...mailRoutes,
    simulator,
  ]),
])
