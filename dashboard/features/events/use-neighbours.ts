import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { EventSearch } from './event-filter.ts'
import { eventQuery } from './get-event.ts'
import { eventListQuery } from './get-events.ts'

/** The events before and after one in the filtered list, null where the loaded list does not hold them. */
export function useNeighbours(mode: Mode, eventId: string, search: EventSearch) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(eventListQuery(mode, search))
  const queryClient = useQueryClient()
  const ids = data?.pages.flatMap((page) => page.data.map((event) => event.id)) ?? []
  const at = ids.indexOf(eventId)
  const atEnd = at >= 0 && at === ids.length - 1

  useEffect(() => {
    if (atEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [atEnd, hasNextPage, isFetchingNextPage, fetchNextPage])

  const newer = at < 0 ? null : (ids[at - 1] ?? null)
  const older = at < 0 ? null : (ids[at + 1] ?? null)
  useEffect(() => {
    // Most readers walk on to the older one: it is there before they ask.
    if (older !== null) void queryClient.prefetchQuery(eventQuery(mode, older))
  }, [queryClient, mode, older])

  return { newer, older }
}
