import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { EventDetail } from '../../lib/api-types.ts'
import { eventKeys } from './event-keys.ts'
import { noteReplay } from './replay-watch.ts'

/** Puts one event through the decision again. Without `force`, nothing that already ran runs twice. */
export function useReplayEvent(mode: Mode, event: EventDetail) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      callApi<EventDetail>(`/api/v1/events/${encodeURIComponent(event.id)}/replay`, {
        method: 'POST',
        mode,
        body: {},
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (answer) => {
      if (answer.outcome === 'pending') noteReplay(event.id, { processedAt: event.processed_at, askedAtMs: Date.now() })
      queryClient.setQueryData(eventKeys.detail(mode, event.id), answer)
    },
  })
}
