import type { QueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { segmentListKey, segmentsKey } from './get-segments.ts'

/** How many are in each segment may be another number; the rows of a segment that is looked at stay where they are. */
export function refreshSegmentCounts(queryClient: QueryClient, mode: Mode): void {
  void queryClient.invalidateQueries({ queryKey: segmentListKey(mode) })
  void queryClient.invalidateQueries({ queryKey: [...segmentsKey(mode), 'one'] })
}
