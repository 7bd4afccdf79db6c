import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { Connection } from '../../lib/api-types.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'

export function connectionKey(mode: Mode) {
  return ['connection', mode] as const
}

export function connectionQuery(mode: Mode) {
  return queryOptions({
    queryKey: connectionKey(mode),
    queryFn: ({ signal }) => callApi<Connection>('/api/v1/connection', { mode, signal }),
    // Turned-away requests are only counted, never told over the live connection.
    refetchInterval: 60_000,
  })
}

/** The connection, asked for more often while nothing is told over the live connection. */
export function useConnection(mode: Mode) {
  const fallbackMs = useLiveFallbackMs()
  return useQuery({ ...connectionQuery(mode), ...(fallbackMs ? { refetchInterval: fallbackMs } : {}) })
}
