import { infiniteQueryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../../lib/api.ts'
import type { Unmatched } from '../../../lib/api-types.ts'
import { customerKeys } from '../customer-keys.ts'

const PAGE_SIZE = 50

/** Stripe customers that wait for a person. */
export function unmatchedQuery(mode: Mode) {
  return infiniteQueryOptions({
    queryKey: customerKeys.unmatched(mode),
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Unmatched>>('/api/v1/unmatched', {
        mode,
        signal,
        query: { limit: PAGE_SIZE, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}
