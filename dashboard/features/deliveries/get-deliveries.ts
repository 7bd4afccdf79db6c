import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Delivery, DeliveryDetail } from '../../lib/api-types.ts'
import type { DeliverySearch } from './delivery-filter.ts'

const PAGE_SIZE = 50
const UNDER_WAY_MS = 2_000

export function deliveriesKey(mode: Mode) {
  return ['deliveries', mode] as const
}

export function deliveryKey(mode: Mode, id: string) {
  return [...deliveriesKey(mode), 'one', id] as const
}

/** Newest first. */
export function deliveryListQuery(mode: Mode, search: DeliverySearch) {
  return infiniteQueryOptions({
    queryKey: [...deliveriesKey(mode), 'list', search],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Delivery>>('/api/v1/deliveries', {
        mode,
        signal,
        query: { ...search, limit: PAGE_SIZE, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

export function deliveryQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: deliveryKey(mode, id),
    queryFn: ({ signal }) => callApi<DeliveryDetail>(`/api/v1/deliveries/${encodeURIComponent(id)}`, { mode, signal }),
  })
}

/** Nothing tells when a delivery has ended: while one is on its way it is asked for again and again. */
export function pollMs(shown: readonly Delivery[] | undefined, otherwise: number | false): number | false {
  return shown?.some(isUnderWay) ? UNDER_WAY_MS : otherwise
}

/** One that waits for a later try is not looked at every second. */
function isUnderWay({ status, next_attempt_at }: Delivery): boolean {
  return (status === 'queued' || status === 'sending') && next_attempt_at === null
}
