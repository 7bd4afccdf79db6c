import { useMutation } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi } from '../../../lib/api.ts'

export type OauthKind = 'app_oauth' | 'connect_oauth'

/** Leaves for Stripe's page, which leads back to this one. */
export function useStartOauth(mode: Mode, kind: OauthKind) {
  return useMutation({
    mutationFn: () =>
      callApi<{ url: string; expires_at: string }>('/api/v1/connection/oauth/start', { mode, query: { kind } }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
}
