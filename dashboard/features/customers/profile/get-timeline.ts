import { infiniteQueryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../../lib/api.ts'
import type { TimelineItem } from '../../../lib/api-types.ts'
import { customerKeys } from '../customer-keys.ts'

const PAGE_SIZE = 30

/** A customer's life, newest first. */
export function timelineQuery(mode: Mode, id: string) {
  return infiniteQueryOptions({
    queryKey: customerKeys.timeline(mode, id),
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<TimelineItem>>(`/api/v1/customers/${encodeURIComponent(id)}/timeline`, {
        mode,
        signal,
        query: { limit: PAGE_SIZE, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}
