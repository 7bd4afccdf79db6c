import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { DeliveryDetail, Endpoint } from '../../lib/api-types.ts'
import { endpointKey, endpointListKey, endpointPath } from './get-endpoints.ts'

export interface EndpointInput {
  url: string
  description: string | null
  events: string[]
}

/** Shown in this answer and never again. */
export type EndpointWithSecret = Endpoint & { secret: string }

export function useMakeEndpoint(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    // No key: an answer with a secret is kept nowhere, so it cannot be repeated.
    mutationFn: (input: EndpointInput) =>
      callApi<EndpointWithSecret>('/api/v1/endpoints', { method: 'POST', mode, body: input }),
    onSuccess: ({ secret: _, ...endpoint }) => keep(queryClient, mode, endpoint),
  })
}

export function useChangeEndpoint(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (patch: Partial<EndpointInput> & { status?: Endpoint['status'] }) =>
      callApi<Endpoint>(endpointPath(id), { method: 'PATCH', mode, body: patch }),
    onSuccess: (endpoint) => keep(queryClient, mode, endpoint),
  })
}

export function useRotateSecret(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<EndpointWithSecret>(`${endpointPath(id)}/rotate-secret`, { method: 'POST', mode }),
    onSuccess: ({ secret: _, ...endpoint }) => keep(queryClient, mode, endpoint),
  })
}

export function useRecover(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (since: string) =>
      callApi<{ recovered: number }>(`${endpointPath(id)}/recover`, {
        ...{ method: 'POST', mode, body: { since }, idempotencyKey: newIdempotencyKey() },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: endpointKey(mode, id) }),
  })
}

export function useTestEndpoint(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      callApi<DeliveryDetail>(`${endpointPath(id)}/test`, {
        ...{ method: 'POST', mode, idempotencyKey: newIdempotencyKey() },
      }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: endpointKey(mode, id) }),
  })
}

export function useDeleteEndpoint(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<Endpoint>(endpointPath(id), { method: 'DELETE', mode }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: endpointListKey(mode) }),
  })
}

function keep(queryClient: QueryClient, mode: Mode, endpoint: Endpoint): void {
  queryClient.setQueryData(endpointKey(mode, endpoint.id), endpoint)
  void queryClient.invalidateQueries({ queryKey: endpointListKey(mode) })
}
