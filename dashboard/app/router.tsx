import type { QueryClient } from '@tanstack/react-query'
import { createBrowserHistory, createRouter, parseSearchWith, stringifySearchWith } from '@tanstack/react-router'
import { navigation } from '../lib/came-back.ts'
import { routeTree } from './route-tree.ts'
import { RouteError } from './routes/route-error.tsx'

/** Search params stay plain text in the address: `?q=123`, not `?q="123"`. */
const parseSearch = parseSearchWith((text) => text)
const stringifySearch = stringifySearchWith(String)

export function createAppRouter(queryClient: QueryClient) {
  const history = createBrowserHistory()
  history.subscribe(({ action }) => {
    navigation.cameBack = action.type === 'BACK' || action.type === 'FORWARD'
  })
  return createRouter({
    history,
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: RouteError,
    scrollRestoration: true,
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
  interface HistoryState {
    /** So many steps back in the history lies the list that the page was opened from. */
    stepsToList?: number
  }
}
