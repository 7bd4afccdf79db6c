import type { QueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { customerKeys } from './customer-keys.ts'

/** Something about customers has changed: everything may be another, except the order of the rows that are shown. */
export function refreshCustomers(queryClient: QueryClient, mode: Mode): void {
  const { tops, summary, details, timelines, unmatched } = customerKeys
  for (const key of [tops, summary, details, timelines, unmatched])
    void queryClient.invalidateQueries({ queryKey: key(mode) })
}
