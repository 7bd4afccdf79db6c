import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { isMode, type Mode } from '../../worker/domain/ids.ts'
import { lastMode, rememberMode } from '../lib/last-mode.ts'
import { loadSession } from './load-session.ts'
import { NotFoundPage } from './routes/not-found.tsx'
import { Shell } from './shell/shell.tsx'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ notFoundComponent: NotFoundPage })

/** The mode stands in the path, so that a shared link shows the sharer's mode. */
export const modeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$mode',
  params: { parse: ({ mode }) => ({ mode: mode as Mode }), stringify: ({ mode }) => ({ mode }) },
  beforeLoad: ({ params, location }) => {
    if (!isMode(params.mode)) throw redirect({ href: `/${lastMode()}${location.href}`, replace: true })
    rememberMode(params.mode)
  },
  loader: ({ context, location }) => loadSession(context.queryClient, location.href),
  component: Shell,
  notFoundComponent: NotFoundPage,
})
