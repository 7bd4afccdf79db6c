import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { useRowKeys } from '../../lib/row-keys.ts'
import { type EventSearch, isFiltered } from './event-filter.ts'
import { EventsTable } from './events-table.tsx'
import { EventsTableSkeleton } from './events-table-frame.tsx'
import { FilterBar } from './filter-bar.tsx'
import { eventListQuery } from './get-events.ts'
import { NewEventsPill } from './new-events-pill.tsx'
import { NoMatchingEvents } from './no-matching-events.tsx'
import { ReplayParked } from './replay-parked.tsx'
import { useNewEvents } from './use-new-events.ts'

interface EventListProps {
  mode: Mode
  search: EventSearch
  /** Shown where there is no event at all yet. */
  firstUse: ReactNode
}

export function EventList({ mode, search, firstUse }: EventListProps) {
  const list = useInfiniteQuery({
    ...eventListQuery(mode, search),
    // The rows of the filter before stay until the new ones are there; those of the other mode never do.
    placeholderData: (rows, query) => (query?.queryKey[1] === mode ? rows : undefined),
  })
  const events = list.data?.pages.flatMap((page) => page.data) ?? []
  const { fresh, insert } = useNewEvents(
    mode,
    search,
    list.isPlaceholderData ? undefined : list.data,
    list.dataUpdatedAt,
  )
  const hasParked = search.outcome === 'parked' || events.some((event) => event.outcome === 'parked')
  useRowKeys('event')

  return (
    <>
      <FilterBar mode={mode} search={search}>
        {hasParked && events.length > 0 && <ReplayParked mode={mode} search={search} />}
      </FilterBar>
      <NewEventsPill fresh={fresh} onInsert={insert} />
      <div
        aria-busy={list.isPlaceholderData}
        className="overflow-clip rounded-lg border border-line bg-surface shadow-raised transition-opacity aria-busy:opacity-60 aria-busy:delay-150"
      >
        {list.isPending && <EventsTableSkeleton />}
        {list.isError && !list.data && (
          <ErrorState title="The events could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data &&
          events.length === 0 &&
          (isFiltered(search) ? <NoMatchingEvents mode={mode} search={search} /> : firstUse)}
        {events.length > 0 && <EventsTable mode={mode} search={search} events={events} />}
      </div>
      {events.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-faint">
          <p>
            {events.length} {events.length === 1 ? 'event' : 'events'} shown{list.hasNextPage ? '' : ', that is all'}
          </p>
          {list.hasNextPage && (
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {list.isFetchNextPageError ? 'Try again' : 'Load older'}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
