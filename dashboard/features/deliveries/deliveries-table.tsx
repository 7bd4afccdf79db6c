import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { Delivery } from '../../lib/api-types.ts'
import { useHeld } from '../../lib/held.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { useRowKeys } from '../../lib/row-keys.ts'
import type { DeliverySearch } from './delivery-filter.ts'
import { DeliveryRow } from './delivery-row.tsx'
import { deliveryListQuery, pollMs } from './get-deliveries.ts'

interface DeliveriesTableProps {
  mode: Mode
  search: DeliverySearch
  about: (delivery: Delivery) => string | null
  /** Shown where there is none. */
  empty: ReactNode
}

const HEAD = 'py-2 text-xs font-medium text-faint'

/** Mails and webhooks, newest first; the list holds still while the pointer or the focus is on it. */
export function DeliveriesTable({ mode, search, about, empty }: DeliveriesTableProps) {
  const fallbackMs = useLiveFallbackMs()
  const list = useInfiniteQuery({
    ...deliveryListQuery(mode, search),
    placeholderData: (rows, query) => (query?.queryKey[1] === mode ? rows : undefined),
    refetchInterval: ({ state }) =>
      pollMs(
        state.data?.pages.flatMap((page) => page.data),
        fallbackMs,
      ),
  })
  const { shown, hold, release } = useHeld(list.data)
  const rows = shown?.pages.flatMap((page) => page.data) ?? []
  useRowKeys('delivery')
  return (
    <>
      <div
        aria-busy={list.isPlaceholderData}
        className="overflow-clip rounded-lg border border-line bg-surface shadow-raised transition-opacity aria-busy:opacity-60 aria-busy:delay-150"
      >
        {list.isPending && <Skeleton className="m-4 h-40" />}
        {list.isError && !list.data && (
          <ErrorState
            title="The deliveries could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.data && rows.length === 0 && empty}
        {rows.length > 0 && (
          <table className="w-full table-fixed border-collapse max-sm:block">
            <caption className="sr-only">Deliveries, newest first</caption>
            <thead className="max-sm:sr-only">
              <tr>
                <th scope="col" className={`${HEAD} w-36 pl-4 text-left`}>
                  Status
                </th>
                <th scope="col" className={`${HEAD} pl-3 text-left`}>
                  To
                </th>
                <th scope="col" className={`${HEAD} w-58 pr-4 text-right`}>
                  Made
                </th>
              </tr>
            </thead>
            <tbody
              onPointerEnter={hold}
              onPointerLeave={release}
              onFocus={hold}
              onBlur={release}
              className="max-sm:block"
            >
              {rows.map((delivery) => (
                <DeliveryRow key={delivery.id} mode={mode} delivery={delivery} about={about(delivery)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {rows.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-faint">
          <p>
            {rows.length} {rows.length === 1 ? 'delivery' : 'deliveries'} shown{list.hasNextPage ? '' : ', that is all'}
          </p>
          {list.hasNextPage && (
            <Button
              busy={list.isFetchingNextPage}
              onClick={() => {
                release()
                void list.fetchNextPage()
              }}
            >
              {list.isFetchNextPageError ? 'Try again' : 'Load older'}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
