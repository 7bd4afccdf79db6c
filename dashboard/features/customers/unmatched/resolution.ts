import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../../lib/api.ts'
import type { Customer, Unmatched } from '../../../lib/api-types.ts'
import { refreshCustomers } from '../live-customers.ts'
import { type CustomerHead, customerName } from '../names.ts'

/** How a Stripe customer that waits is settled. */
export type Resolution = { customer: string } | { create: true } | { ignore: true }

/** What is chosen in the dialog: one of the candidates by its id, or another way. */
export type ResolutionChoice = { kind: 'candidate'; id: string } | { kind: 'other' | 'create' | 'ignore' } | null

/** What the choice means; null while something is left to say. */
export function resolutionOf(choice: ResolutionChoice, other: CustomerHead | null): Resolution | null {
  switch (choice?.kind) {
    case 'candidate':
      return { customer: choice.id }
    case 'other':
      return other && { customer: other.id }
    case 'create':
      return { create: true }
    case 'ignore':
      return { ignore: true }
    default:
      return null
  }
}

/** What was done, for the toast. */
export function resolvedWords({ stripe_customer_id: id }: Unmatched, customer: CustomerHead | null): string {
  return customer ? `${id} belongs to ${customerName(customer)} now.` : `Events of ${id} are ignored from now on.`
}

export function useResolve(mode: Mode, stripeCustomerId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (resolution: Resolution) =>
      callApi<{ customer: Customer | null }>(`/api/v1/unmatched/${encodeURIComponent(stripeCustomerId)}/resolve`, {
        method: 'POST',
        mode,
        body: resolution,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () => refreshCustomers(queryClient, mode),
  })
}
