import { createRoute } from '@tanstack/react-router'
import { automationSearch } from '../features/automations/automation-search.ts'
import { automationListQuery, automationQuery, recipesQuery } from '../features/automations/get-automations.ts'
import { runQuery } from '../features/automations/runs/get-runs.ts'
import { deliverySearch } from '../features/deliveries/delivery-filter.ts'
import { deliveryListQuery, deliveryQuery } from '../features/deliveries/get-deliveries.ts'
import { lazyPage } from './lazy-page.ts'
import { modeRoute as mode } from './mode-route.ts'

const automations = createRoute({
  getParentRoute: () => mode,
  path: '/automations',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(automationListQuery(params.mode))
    void queryClient.prefetchQuery(recipesQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/automations.tsx'), 'AutomationsPage'),
})

const newAutomation = createRoute({
  getParentRoute: () => mode,
  path: '/automations/new',
  component: lazyPage(() => import('./routes/automation-new.tsx'), 'NewAutomationPage'),
})

const automation = createRoute({
  getParentRoute: () => mode,
  path: '/automations/$automationId',
  validateSearch: automationSearch,
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(automationQuery(params.mode, params.automationId))
  },
  component: lazyPage(() => import('./routes/automation.tsx'), 'AutomationPage'),
})

const run = createRoute({
  getParentRoute: () => mode,
  path: '/runs/$runId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(runQuery(params.mode, params.runId))
  },
  component: lazyPage(() => import('./routes/run.tsx'), 'RunPage'),
})

const deliveries = createRoute({
  getParentRoute: () => mode,
  path: '/deliveries',
  validateSearch: deliverySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, params, deps }) => {
    void queryClient.prefetchInfiniteQuery(deliveryListQuery(params.mode, deps))
  },
  component: lazyPage(() => import('./routes/deliveries.tsx'), 'DeliveriesPage'),
})

const delivery = createRoute({
  getParentRoute: () => mode,
  path: '/deliveries/$deliveryId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(deliveryQuery(params.mode, params.deliveryId))
  },
  component: lazyPage(() => import('./routes/delivery.tsx'), 'DeliveryPage'),
})

/** What happens by itself, and what was sent. */
export const automationRoutes = [automations, newAutomation, automation, run, deliveries, delivery] as const
