import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Delivery, Endpoint } from '../../lib/api-types.ts'

/** An account has far fewer than one page of the API holds. */
const ALL = 100
const RECENT = 50
const POLL_MS = 3_000
/** As long as a filter of the API may be. */
const MAX_TEXT = 200

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
    queryFn: async ({ signal }) =>
      (await callApi<Page<Endpoint>>('/api/v1/endpoints', { mode, signal, query: { limit: ALL } })).data,
  })
}

export function endpointQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: endpointKey(mode, id),
    queryFn: ({ signal }) => callApi<Endpoint>(endpointPath(id), { mode, signal }),
  })
}

/** The latest that went there: found by the address, as the API knows no filter by endpoint. */
export function endpointDeliveriesQuery(mode: Mode, { id, url }: Pick<Endpoint, 'id' | 'url'>) {
  const query = { channel: 'webhook', q: url.slice(0, MAX_TEXT), limit: RECENT }
  return queryOptions({
    queryKey: [...endpointKey(mode, id), 'deliveries', url],
    queryFn: async ({ signal }) =>
      (await callApi<Page<Delivery>>('/api/v1/deliveries', { mode, signal, query })).data.filter(
        ({ endpoint }) => endpoint === id,
      ),
    refetchInterval: POLL_MS,
  })
}

export function endpointPath(id: string): string {
  return `/api/v1/endpoints/${encodeURIComponent(id)}`
}
