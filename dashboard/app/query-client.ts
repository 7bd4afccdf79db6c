import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { rememberReturnPath } from '../features/session/return-path.ts'
import { ApiError, isUnauthorized } from '../lib/api-error.ts'
import type { AppRouter } from './router.tsx'

const RETRIES = 2

/** Every 401 ends at the sign-in page, which leads back to where the reader was. */
export function createAppQueryClient(router: () => AppRouter): QueryClient {
  function onError(error: unknown) {
    if (isUnauthorized(error)) goToSignIn(router())
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // Asks also while the browser thinks it is offline: localhost answers all the same.
        networkMode: 'always',
        staleTime: 15_000,
        gcTime: 15 * 60_000,
        retry: (failures, error) => failures < RETRIES && (!(error instanceof ApiError) || error.unreachable),
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

function goToSignIn(router: AppRouter): void {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  rememberReturnPath(href, Date.now())
  void router.navigate({ to: '/sign-in', replace: true })
}
