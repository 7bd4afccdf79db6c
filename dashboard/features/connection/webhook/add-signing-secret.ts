import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../../lib/api.ts'
import { connectionKey } from '../get-connection.ts'

/** Stores a signing secret for the connection's endpoint; the one before stays valid for 24 hours. */
export function useAddSigningSecret(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (secret: string) =>
      callApi('/api/v1/connection/secrets', {
        method: 'POST',
        mode,
        body: { secret },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: connectionKey(mode) }),
  })
}
