import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../../lib/api.ts'
import type { Connection } from '../../../lib/api-types.ts'
import { connectionKey } from '../get-connection.ts'
import { jobListKey } from '../jobs/get-jobs.ts'

/** Answers the question that a grant for another Stripe account waits for; declining gives the grant back. */
export function useConfirmOauth(mode: Mode, pending: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (accept: boolean) =>
      callApi<Connection>('/api/v1/connection/oauth/confirm', {
        method: 'POST',
        mode,
        body: { pending, accept },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (connection) => {
      queryClient.setQueryData(connectionKey(mode), connection)
      void queryClient.invalidateQueries({ queryKey: jobListKey(mode) })
    },
  })
}
