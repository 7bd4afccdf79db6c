import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { FreshPill } from '../../../components/fresh-pill.tsx'
import { countOf } from '../../../lib/count-words.ts'
import { useRowKeys } from '../../../lib/row-keys.ts'
import { useStore } from '../../../lib/store.ts'
import { type CustomerSearch, isFiltered } from '../customer-filter.ts'
import { customerListQuery } from '../get-customers.ts'
import type { Names } from '../names.ts'
import { chosenColumns } from './column-choice.ts'
import { ColumnMenu } from './column-menu.tsx'
import { CsvButton } from './csv-button.tsx'
import { CustomersTable } from './customers-table.tsx'
import { CustomersTableFrame, SkeletonRows } from './customers-table-frame.tsx'
import { FilterBar } from './filter-bar.tsx'
import { NoMatchingCustomers } from './no-matching-customers.tsx'
import { useTopChanges } from './use-top-changes.ts'

interface CustomerListProps {
  mode: Mode
  search: CustomerSearch
  names: Names
  /** Shown where there is no customer at all yet. */
  firstUse: ReactNode
}

export function CustomerList({ mode, search, names, firstUse }: CustomerListProps) {
  const list = useInfiniteQuery({
    ...customerListQuery(mode, search),
    // The rows of the filter before stay until the new ones are there; those of the other mode never do.
    placeholderData: (rows, query) => (query?.queryKey[1] === mode ? rows : undefined),
  })
  const customers = list.data?.pages.flatMap((page) => page.data) ?? []
  const { change, insert } = useTopChanges(
    mode,
    search,
    list.isPlaceholderData ? undefined : list.data,
    list.dataUpdatedAt,
  )
  useRowKeys('customer')

  function showFresh() {
    insert()
    window.scrollTo({ top: 0 })
  }

  return (
    <>
      <FilterBar mode={mode} search={search} names={names}>
        <ColumnMenu />
        {customers.length > 0 && <CsvButton mode={mode} search={search} />}
      </FilterBar>
      <FreshPill onInsert={showFresh}>
        {change.moved && (
          <>
            {change.added > 0 ? `${change.added} new` : 'The list has changed'}
            <span className="sr-only">, show it as it is now</span>
          </>
        )}
      </FreshPill>
      <div
        aria-busy={list.isPlaceholderData}
        className="overflow-clip rounded-lg border border-line bg-surface shadow-raised transition-opacity aria-busy:opacity-60 aria-busy:delay-150"
      >
        {list.isPending && <Loading mode={mode} search={search} />}
        {list.isError && !list.data && (
          <ErrorState
            title="The customers could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        )}
        {list.data &&
          customers.length === 0 &&
          (isFiltered(search) ? <NoMatchingCustomers mode={mode} search={search} names={names} /> : firstUse)}
        {customers.length > 0 && (
          <CustomersTable
            mode={mode}
            search={search}
            customers={customers}
            hasMore={list.hasNextPage && !list.isFetchNextPageError}
            onNearEnd={() => {
              if (!list.isFetchingNextPage && !list.isPlaceholderData) void list.fetchNextPage()
            }}
          />
        )}
      </div>
      {customers.length > 0 && (
        <div className="mt-3 flex min-h-8.5 flex-wrap items-center justify-between gap-3 text-xs text-faint">
          <p>
            {countOf(customers.length, 'customer')} loaded{list.hasNextPage ? '' : ', that is all'}
          </p>
          {list.isFetchNextPageError && (
            <Button onClick={() => void list.fetchNextPage()}>Loading more did not work. Try again</Button>
          )}
        </div>
      )}
    </>
  )
}

function Loading({ mode, search }: { mode: Mode; search: CustomerSearch }) {
  const columns = useStore(chosenColumns)
  return (
    <div aria-busy="true">
      <p className="sr-only">Loading customers</p>
      <CustomersTableFrame mode={mode} search={search} columns={columns} rowCount={-1}>
        <tbody className="max-sm:block">
          <SkeletonRows columns={columns} count={12} />
        </tbody>
      </CustomersTableFrame>
    </div>
  )
}
