import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Customer, CustomerSummary } from '../../lib/api-types.ts'
import type { CustomerSearch } from './customer-filter.ts'
import { customerKeys } from './customer-keys.ts'

export type CustomerPage = Page<Customer>
export type CustomerPages = InfiniteData<CustomerPage>

const PAGE_SIZE = 50

/** A first page older than this is asked for again when the list is opened. */
export const TOP_STALE_MS = 10_000

interface CustomersRequest {
  mode: Mode
  search: CustomerSearch
  limit: number
  after?: string | undefined
  signal: AbortSignal
}

export function listCustomers({ mode, search, limit, after, signal }: CustomersRequest): Promise<CustomerPage> {
  return callApi<CustomerPage>('/api/v1/customers', { mode, signal, query: { ...search, limit, after } })
}

/**
 * The list as the reader sees it. It never refetches by itself, so that no row moves under the pointer: what has changed
 * comes through `topCustomersQuery`, in place where the row is shown, else on a click.
 */
export function customerListQuery(mode: Mode, search: CustomerSearch) {
  return infiniteQueryOptions({
    queryKey: customerKeys.list(mode, search),
    queryFn: ({ pageParam, signal }) => listCustomers({ mode, search, limit: PAGE_SIZE, after: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The first page as it is now, to be compared with the list. */
export function topCustomersQuery(mode: Mode, search: CustomerSearch) {
  return queryOptions({
    queryKey: customerKeys.top(mode, search),
    queryFn: ({ signal }) => listCustomers({ mode, search, limit: PAGE_SIZE, signal }),
    staleTime: TOP_STALE_MS,
  })
}

/** How many customers there are, by stage, access and status, and how many Stripe customers wait to be matched. */
export function customerSummaryQuery(mode: Mode) {
  return queryOptions({
    queryKey: customerKeys.summary(mode),
    queryFn: ({ signal }) => callApi<CustomerSummary>('/api/v1/customers/summary', { mode, signal }),
  })
}
