import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { Connection } from '../../lib/api-types.ts'

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
