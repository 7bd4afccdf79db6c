import { createRoute } from '@tanstack/react-router'
import { endpointListQuery, endpointQuery } from '../features/endpoints/get-endpoints.ts'
import { noticeListQuery } from '../features/notices/get-notices.ts'
import { outboxQuery } from '../features/outbox/get-outbox.ts'
import { outboxSearch } from '../features/outbox/outbox-search.ts'
import { templateListQuery, templateQuery } from '../features/templates/get-templates.ts'
import { newTemplateSearch } from '../features/templates/templates-search.ts'
import { lazyPage } from './lazy-page.ts'
import { modeRoute as mode } from './mode-route.ts'

const templates = createRoute({
  getParentRoute: () => mode,
  path: '/templates',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(templateListQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/templates.tsx'), 'TemplatesPage'),
})

const newTemplate = createRoute({
  getParentRoute: () => mode,
  path: '/templates/new',
  validateSearch: newTemplateSearch,
  component: lazyPage(() => import('./routes/template-new.tsx'), 'NewTemplatePage'),
})

const template = createRoute({
  getParentRoute: () => mode,
  path: '/templates/$templateId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(templateQuery(params.mode, params.templateId))
  },
  component: lazyPage(() => import('./routes/template.tsx'), 'TemplatePage'),
})

const endpoints = createRoute({
  getParentRoute: () => mode,
  path: '/endpoints',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(endpointListQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/endpoints.tsx'), 'EndpointsPage'),
})

const newEndpoint = createRoute({
  getParentRoute: () => mode,
  path: '/endpoints/new',
  component: lazyPage(() => import('./routes/endpoint-new.tsx'), 'NewEndpointPage'),
})

const endpoint = createRoute({
  getParentRoute: () => mode,
  path: '/endpoints/$endpointId',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchQuery(endpointQuery(params.mode, params.endpointId))
  },
  component: lazyPage(() => import('./routes/endpoint.tsx'), 'EndpointPage'),
})

/** In development only: elsewhere the API has no outbox. */
const outbox = createRoute({
  getParentRoute: () => mode,
  path: '/dev/outbox',
  validateSearch: outboxSearch,
  loaderDeps: ({ search }) => ({ to: search.to }),
  loader: ({ context: { queryClient }, params, deps }) => {
    void queryClient.prefetchQuery(outboxQuery(params.mode, deps.to))
  },
  component: lazyPage(() => import('./routes/outbox.tsx'), 'OutboxPage'),
})

const notices = createRoute({
  getParentRoute: () => mode,
  path: '/notices',
  loader: ({ context: { queryClient }, params }) => {
    void queryClient.prefetchInfiniteQuery(noticeListQuery(params.mode))
  },
  component: lazyPage(() => import('./routes/notices.tsx'), 'NoticesPage'),
})

/** Templates, where webhooks go, the mails that did not leave, and what the owner was told. */
export const mailRoutes = [templates, newTemplate, template, endpoints, newEndpoint, endpoint, outbox, notices] as const
