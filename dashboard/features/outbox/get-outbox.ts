import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { OutboxMail } from '../../lib/api-types.ts'

const SHOWN = 100

function outboxKey(mode: Mode) {
  return ['outbox', mode] as const
}

/** The newest mails, to everybody or to one address. */
export function outboxQuery(mode: Mode, to: string | undefined) {
  return queryOptions({
    queryKey: [...outboxKey(mode), to ?? null],
    queryFn: ({ signal }) =>
      callApi<Page<OutboxMail>>('/api/dev/outbox', { mode, signal, query: { to, limit: SHOWN } }),
  })
}

/** Empties it; the deliveries stay. */
export function useClearOutbox(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<null>('/api/dev/outbox', { method: 'DELETE', mode }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: outboxKey(mode) }),
  })
}
