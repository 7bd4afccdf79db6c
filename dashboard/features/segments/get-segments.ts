import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Customer, Segment } from '../../lib/api-types.ts'

const PAGE_SIZE = 50
/** An account has far fewer segments than one page of the API holds. */
const ALL = 100

export function segmentsKey(mode: Mode) {
  return ['segments', mode] as const
}

export function segmentListKey(mode: Mode) {
  return [...segmentsKey(mode), 'list'] as const
}

export function segmentKey(mode: Mode, id: string) {
  return [...segmentsKey(mode), 'one', id] as const
}

/** All segments, the account's own first. */
export function segmentListQuery(mode: Mode) {
  return queryOptions({
    queryKey: segmentListKey(mode),
    queryFn: async ({ signal }) =>
      (await callApi<Page<Segment>>('/api/v1/segments', { mode, signal, query: { limit: ALL } })).data,
  })
}

export function segmentQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: segmentKey(mode, id),
    queryFn: ({ signal }) => callApi<Segment>(segmentPath(id), { mode, signal }),
  })
}

/** Who is in it, page by page. */
export function segmentCustomersQuery(mode: Mode, id: string) {
  return infiniteQueryOptions({
    queryKey: [...segmentsKey(mode), 'customers', id],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Customer>>(`${segmentPath(id)}/customers`, {
        mode,
        signal,
        query: { limit: PAGE_SIZE, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

export function segmentPath(id: string): string {
  return `/api/v1/segments/${encodeURIComponent(id)}`
}
