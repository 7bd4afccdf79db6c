import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { Connection } from '../../lib/api-types.ts'
import { connectionKey } from './get-connection.ts'
import { jobListKey } from './jobs/get-jobs.ts'

/** Stripe is asked several things before the answer comes. */
const TIMEOUT_MS = 60_000

/** Looks at endpoint and permissions in Stripe again, and mends what it may. */
export function useRepair(mode: Mode) {
  return useConnectionChange(mode, () =>
    callApi<Connection>('/api/v1/connection/repair', {
      method: 'POST',
      mode,
      body: {},
      idempotencyKey: newIdempotencyKey(),
      timeoutMs: TIMEOUT_MS,
    }),
  )
}

/** Ends the connection: our endpoint goes from Stripe, the key is forgotten, the data stays. */
export function useDisconnect(mode: Mode) {
  return useConnectionChange(mode, () =>
    callApi<Connection>('/api/v1/connection', { method: 'DELETE', mode, timeoutMs: TIMEOUT_MS }),
  )
}

function useConnectionChange(mode: Mode, mutationFn: () => Promise<Connection>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (connection) => {
      queryClient.setQueryData(connectionKey(mode), connection)
      void queryClient.invalidateQueries({ queryKey: jobListKey(mode) })
    },
    // Stripe may have done a part of it before it failed.
    onError: () => void queryClient.invalidateQueries({ queryKey: connectionKey(mode) }),
  })
}
