import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { EventSearch } from './event-filter.ts'
import { refreshEvents } from './live-events.ts'

function post<T>(mode: Mode, body: unknown): Promise<T> {
  const idempotencyKey = newIdempotencyKey()
  return callApi<T>('/api/v1/events/replay', { method: 'POST', mode, body, idempotencyKey })
}

/** How many events a replay of this filter would touch; nothing is replayed by asking. */
export function useReplayCount(mode: Mode, filter: EventSearch) {
  return useQuery({
    queryKey: ['replay-count', mode, filter],
    queryFn: () => post<{ would_replay: number }>(mode, { filter }),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
}

/** Replays all events of the filter. `confirm` is the number that was shown; the API refuses where it is no longer right. */
export function useReplayEvents(mode: Mode, filter: EventSearch) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (confirm: number) => post<{ replayed: number; missing: number }>(mode, { filter, confirm }),
    onSuccess: () => refreshEvents(queryClient, mode),
  })
}
