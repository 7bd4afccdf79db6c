import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FieldValue, OverrideField } from '../../../worker/domain/customer.ts'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { Customer } from '../../lib/api-types.ts'
import { customerKeys } from './customer-keys.ts'
import type { CustomerPages } from './get-customers.ts'
import { renewRows } from './list/compare-top.ts'
import { refreshCustomers } from './live-customers.ts'

export interface NewCustomerInput {
  name?: string
  email?: string
  external_id?: string
  user_id?: string
  kind?: Customer['kind']
  tags?: string[]
}

export interface OverrideInput {
  value: string | string[] | null
  until: string | null
  reason: string | null
}

/** What is left out stays. */
export interface CustomerChange {
  name?: string | null
  email?: string | null
  user_id?: string | null
  external_id?: string
  kind?: Customer['kind']
  fields?: Record<string, FieldValue>
  tags?: string[]
  /** Null takes one back. */
  overrides?: Partial<Record<OverrideField, OverrideInput | null>>
}

export function useCreateCustomer(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: NewCustomerInput) => post(mode, '', input),
    onSuccess: (customer) => applyAnswer(queryClient, mode, customer),
  })
}

export function useChangeCustomer(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (change: CustomerChange) =>
      callApi<Customer>(pathOf(id), { method: 'PATCH', mode, body: change, idempotencyKey: newIdempotencyKey() }),
    onSuccess: (customer) => applyAnswer(queryClient, mode, customer),
  })
}

/** Derives the customer anew from what is held of Stripe. */
export function useRecompute(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => post(mode, `/${encodeURIComponent(id)}/recompute`, {}),
    onSuccess: (customer) => applyAnswer(queryClient, mode, customer),
  })
}

/** Answers who stays. */
export function useMerge(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (into: string) => post(mode, `/${encodeURIComponent(id)}/merge`, { into }),
    onSuccess: (survivor) => applyAnswer(queryClient, mode, survivor),
  })
}

export function useErase(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<Customer>(pathOf(id), { method: 'DELETE', mode }),
    onSuccess: (customer) => applyAnswer(queryClient, mode, customer),
  })
}

function post(mode: Mode, path: string, body: unknown): Promise<Customer> {
  const idempotencyKey = newIdempotencyKey()
  return callApi<Customer>(`/api/v1/customers${path}`, { method: 'POST', mode, body, idempotencyKey })
}

function pathOf(id: string): string {
  return `/api/v1/customers/${encodeURIComponent(id)}`
}

/** The answer stands everywhere at once; what it may have moved is asked for again. */
function applyAnswer(queryClient: QueryClient, mode: Mode, customer: Customer): void {
  refreshCustomers(queryClient, mode)
  queryClient.setQueryData(customerKeys.detail(mode, customer.id), customer)
  queryClient.setQueriesData<CustomerPages>({ queryKey: customerKeys.lists(mode) }, (pages) =>
    pages ? renewRows(pages, [customer]) : pages,
  )
}
