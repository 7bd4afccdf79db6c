import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey, type Page } from '../../lib/api.ts'
import type { Notice } from '../../lib/api-types.ts'

const PAGE_SIZE = 50

export function noticesKey(mode: Mode) {
  return ['notices', mode] as const
}

/** Neither over nor dismissed; more than a page of them are counted as one page. */
export function openNoticesQuery(mode: Mode) {
  return queryOptions({
    queryKey: [...noticesKey(mode), 'open'],
    queryFn: ({ signal }) =>
      callApi<Page<Notice>>('/api/v1/notices', { mode, signal, query: { show: 'open', limit: PAGE_SIZE } }),
    select: ({ data }) => data,
  })
}

export function noticeListQuery(mode: Mode) {
  return infiniteQueryOptions({
    queryKey: [...noticesKey(mode), 'all'],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Notice>>('/api/v1/notices', { mode, signal, query: { limit: PAGE_SIZE, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

export function useDismiss(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      callApi<Notice>(`/api/v1/notices/${encodeURIComponent(id)}/dismiss`, {
        ...{ method: 'POST', mode, idempotencyKey: newIdempotencyKey() },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: noticesKey(mode) }),
  })
}
