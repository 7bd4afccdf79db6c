import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { Condition } from '../../../worker/domain/segment.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { Segment, WithJob } from '../../lib/api-types.ts'
import { segmentKey, segmentListKey, segmentPath } from './get-segments.ts'

export interface SegmentInput {
  name: string
  conditions: Condition[]
}

/** Makes a segment, or changes the one with this id. */
export function useSaveSegment(mode: Mode, id: string | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: SegmentInput) =>
      id === null
        ? callApi<WithJob<Segment>>('/api/v1/segments', {
            method: 'POST',
            mode,
            body: input,
            idempotencyKey: newIdempotencyKey(),
          })
        : callApi<WithJob<Segment>>(segmentPath(id), { method: 'PATCH', mode, body: input }),
    onSuccess: ({ job: _, ...segment }) => {
      queryClient.setQueryData(segmentKey(mode, segment.id), segment)
      refreshLists(queryClient, mode)
    },
  })
}

export function useDeleteSegment(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<WithJob<Segment>>(segmentPath(id), { method: 'DELETE', mode }),
    onSuccess: () => refreshLists(queryClient, mode),
  })
}

function refreshLists(queryClient: QueryClient, mode: Mode): void {
  void queryClient.invalidateQueries({ queryKey: segmentListKey(mode) })
}
