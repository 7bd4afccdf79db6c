import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { Customer } from '../../lib/api-types.ts'
import { countOf } from '../../lib/count-words.ts'
import { formatMoney } from '../../lib/money.ts'
import { useRowKeys } from '../../lib/row-keys.ts'
import { statusLabel } from '../../lib/status-words.ts'
import { segmentCustomersQuery } from './get-segments.ts'

const ROWS = [0, 1, 2, 3]
const HEAD = 'py-2 pl-3 text-left text-xs font-medium text-faint'

/** Who is in the segment, with what one looks for first. */
export function SegmentCustomers({ mode, segmentId }: { mode: Mode; segmentId: string }) {
  const list = useInfiniteQuery(segmentCustomersQuery(mode, segmentId))
  const customers = list.data?.pages.flatMap((page) => page.data) ?? []
  useRowKeys('customer')
  if (list.isPending)
    return (
      <div aria-busy="true">
        <p className="sr-only">Loading the customers</p>
        {ROWS.map((row) => (
          <Skeleton key={row} className="mx-4 h-10.25 py-3" />
        ))}
      </div>
    )
  if (list.isError && !list.data)
    return (
      <ErrorState title="The customers could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
    )
  if (customers.length === 0)
    return <p className="px-4 py-6 text-soft">Nobody is in it at the moment. Whoever comes to fit appears by itself.</p>
  return (
    <>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">Customers of the segment</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} pl-4`}>
              Customer
            </th>
            <th scope="col" className={`${HEAD} hidden w-32 sm:table-cell`}>
              Stage
            </th>
            <th scope="col" className={`${HEAD} hidden w-36 md:table-cell`}>
              Status
            </th>
            <th scope="col" className={`${HEAD} w-36 pr-4 text-right`}>
              MRR
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <CustomerRow key={customer.id} mode={mode} customer={customer} />
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 text-xs text-faint">
        <p>
          {countOf(customers.length, 'customer')} shown{list.hasNextPage ? '' : ', that is all'}
        </p>
        {list.hasNextPage && (
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchNextPageError ? 'Try again' : 'Load more'}
          </Button>
        )}
      </div>
    </>
  )
}

function CustomerRow({ mode, customer }: { mode: Mode; customer: Customer }) {
  const title = customer.name || customer.email || customer.id
  return (
    <tr className="relative border-t border-line align-top focus-within:bg-sunken hover:bg-sunken">
      <td className="min-w-0 py-2 pl-4">
        <Link
          to="/$mode/customers/$customerId"
          params={{ mode, customerId: customer.id }}
          search={{}}
          data-row={customer.id}
          className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {title}
        </Link>
        {customer.email && customer.email !== title && (
          <span className="block truncate text-sm text-soft">{customer.email}</span>
        )}
      </td>
      <td className="hidden truncate py-2 pl-3 text-soft sm:table-cell">{customer.stage ?? '–'}</td>
      <td className="hidden py-2 pl-3 text-soft md:table-cell">
        {customer.subscription_status ? statusLabel(customer.subscription_status) : '–'}
      </td>
      <td className="py-2 pr-4 pl-3 text-right">
        {customer.mrr.map(({ amount, currency }) => (
          <span key={currency} className="block whitespace-nowrap">
            {formatMoney(amount, currency)}
          </span>
        ))}
        {customer.mrr.length === 0 && <span className="text-faint">–</span>}
      </td>
    </tr>
  )
}
