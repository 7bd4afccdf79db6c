import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { EventDetail } from '../../lib/api-types.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { eventKeys } from './event-keys.ts'
import { sinceReplay } from './replay-watch.ts'

const PENDING_POLL_MS = 700

export function eventQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: eventKeys.detail(mode, id),
    queryFn: async ({ signal }) => {
      const event = await callApi<EventDetail>(`/api/v1/events/${encodeURIComponent(id)}`, { mode, signal })
      return sinceReplay(event, Date.now())
    },
  })
}

/** One event whole; asked for again while it is pending. */
export function useEvent(mode: Mode, id: string) {
  const fallbackMs = useLiveFallbackMs()
  return useQuery({
    ...eventQuery(mode, id),
    refetchInterval: ({ state }) => (state.data?.outcome === 'pending' ? PENDING_POLL_MS : fallbackMs),
  })
}
