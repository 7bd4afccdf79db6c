import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { CustomerSearch } from '../customer-filter.ts'
import { customerListQuery } from '../get-customers.ts'

/** The customers before and after one in the filtered list, null where the loaded list does not hold them. */
export function useNeighbours(mode: Mode, customerId: string, search: CustomerSearch) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(customerListQuery(mode, search))
  const ids = data?.pages.flatMap((page) => page.data.map(({ id }) => id)) ?? []
  const at = ids.indexOf(customerId)
  const atEnd = at >= 0 && at === ids.length - 1

  useEffect(() => {
    if (atEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [atEnd, hasNextPage, isFetchingNextPage, fetchNextPage])

  return { previous: ids[at - 1] ?? null, next: at < 0 ? null : (ids[at + 1] ?? null) }
}
