import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { Customer } from '../../lib/api-types.ts'
import { customerKeys } from './customer-keys.ts'

/** One customer, by its own id or by a Stripe customer's. Of one that was merged the answer is who took it over. */
export function customerQuery(mode: Mode, id: string) {
  const path = isStripeCustomerId(id) ? `by-external/${encodeURIComponent(id)}` : encodeURIComponent(id)
  return queryOptions({
    queryKey: customerKeys.detail(mode, id),
    queryFn: ({ signal }) => callApi<Customer>(`/api/v1/customers/${path}`, { mode, signal }),
  })
}

export function isStripeCustomerId(id: string): boolean {
  return id.startsWith('cus_')
}
