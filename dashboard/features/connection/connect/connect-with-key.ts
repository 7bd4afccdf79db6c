import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../../lib/api.ts'
import type { Connection } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { connectionKey } from '../get-connection.ts'
import { jobListKey } from '../jobs/get-jobs.ts'

export interface KeyToConnect {
  apiKey: string
  importMonths: number
  /** The Stripe account whose data may go. */
  replaces?: string
}

/** Stripe is asked for every permission and to register an endpoint before the answer comes. */
const TIMEOUT_MS = 90_000

export function connectWithKeyKey(mode: Mode) {
  return ['connect-with-key', mode] as const
}

/** Connects with a restricted key. It is kept nowhere: not in the cache, not after the answer. */
export function useConnectWithKey(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationKey: connectWithKeyKey(mode),
    gcTime: 0,
    mutationFn: ({ apiKey, importMonths, replaces }: KeyToConnect) =>
      callApi<Connection>('/api/v1/connection/restricted-key', {
        method: 'POST',
        mode,
        body: { api_key: apiKey, import_months: importMonths, ...(replaces ? { replaces } : {}) },
        idempotencyKey: newIdempotencyKey(),
        timeoutMs: TIMEOUT_MS,
      }),
    onSuccess: (connection) => {
      queryClient.setQueryData(connectionKey(mode), connection)
      showToast(connectedText(connection))
      void queryClient.invalidateQueries({ queryKey: jobListKey(mode) })
    },
  })
}

/** `Connected to Example Ltd. The import has begun.` */
export function connectedText({ stripe_account: account, status }: Connection): string {
  const name = account?.name ?? account?.id ?? 'Stripe'
  return `Connected to ${name}.${status === 'importing' ? ' The import has begun.' : ''}`
}
