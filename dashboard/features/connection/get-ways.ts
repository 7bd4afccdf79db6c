import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { ConnectionWays } from '../../lib/api-types.ts'

/** How this mode can be connected; changes only with the deployment's settings. */
export function waysQuery(mode: Mode) {
  return queryOptions({
    queryKey: ['connection-ways', mode],
    queryFn: ({ signal }) => callApi<ConnectionWays>('/api/v1/connection/ways', { mode, signal }),
    staleTime: 5 * 60_000,
  })
}
