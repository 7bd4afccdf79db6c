import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { EventSummary } from '../../lib/api-types.ts'
import type { EventSearch } from './event-filter.ts'
import { eventKeys } from './event-keys.ts'

export type EventPage = Page<EventSummary>
export type EventPages = InfiniteData<EventPage>

const PAGE_SIZE = 50

/** A newest page older than this is asked for again when the list is opened. */
export const NEWEST_STALE_MS = 10_000

interface EventListRequest {
  mode: Mode
  search: EventSearch
  limit: number
  after?: string | undefined
  signal: AbortSignal
}

/** One page of events, newest first. */
export function listEvents({ mode, search, limit, after, signal }: EventListRequest): Promise<EventPage> {
  return callApi<EventPage>('/api/v1/events', { mode, signal, query: { ...search, limit, after } })
}

/**
 * The list as the reader sees it. It never refetches by itself, so that no row moves under the pointer: what is new
 * comes through `newestEventsQuery` and is inserted on a click.
 */
export function eventListQuery(mode: Mode, search: EventSearch) {
  return infiniteQueryOptions({
    queryKey: eventKeys.list(mode, search),
    queryFn: ({ pageParam, signal }) => listEvents({ mode, search, limit: PAGE_SIZE, after: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The first page as it is now, to be compared with the list. */
export function newestEventsQuery(mode: Mode, search: EventSearch) {
  return queryOptions({
    queryKey: eventKeys.newest(mode, search),
    queryFn: ({ signal }) => listEvents({ mode, search, limit: PAGE_SIZE, signal }),
    staleTime: NEWEST_STALE_MS,
  })
}

/** The latest few, for the overview. */
export function recentEventsQuery(mode: Mode, limit: number) {
  return queryOptions({
    queryKey: [...eventKeys.recent(mode), limit],
    queryFn: ({ signal }) => listEvents({ mode, search: {}, limit, signal }),
  })
}
