import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Delivery, Endpoint } from '../../lib/api-types.ts'
import { readAll } from '../../lib/read-all.ts'

const PAGE_SIZE = 20
const POLL_MS = 3_000
/** Nothing tells that an endpoint fails or was disabled: it is asked for this often. */
export const STATE_POLL_MS = 15_000

export function endpointsKey(mode: Mode) {
  return ['endpoints', mode] as const
}

export function endpointKey(mode: Mode, id: string) {
  return [...endpointsKey(mode), 'one', id] as const
}

export function endpointListKey(mode: Mode) {
  return [...endpointsKey(mode), 'list'] as const
}

export function endpointListQuery(mode: Mode) {
  return queryOptions({
    queryKey: endpointListKey(mode),
    queryFn: ({ signal }) => readAll<Endpoint>('/api/v1/endpoints', mode, signal),
  })
}

export function endpointQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: endpointKey(mode, id),
    queryFn: ({ signal }) => callApi<Endpoint>(endpointPath(id), { mode, signal }),
  })
}

/** What went there, at whichever address it had then; newest first. */
export function endpointDeliveriesQuery(mode: Mode, endpoint: string) {
  return infiniteQueryOptions({
    queryKey: [...endpointKey(mode, endpoint), 'deliveries'],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Delivery>>('/api/v1/deliveries', {
        ...{ mode, signal, query: { endpoint, limit: PAGE_SIZE, after: pageParam } },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: POLL_MS,
  })
}

export function endpointPath(id: string): string {
  return `/api/v1/endpoints/${encodeURIComponent(id)}`
}
