import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { FilterChips } from '../../components/filter-chips.tsx'
import type { SearchIntent } from '../../lib/read-search.ts'
import { changeFilter, type EventSearch } from './event-filter.ts'
import { filterChips } from './event-filter-words.ts'
import { OutcomeFilter } from './outcome-filter.tsx'
import { SearchBox } from './search-box.tsx'
import { TimeFilter } from './time-filter.tsx'
import { TypeFilter } from './type-filter.tsx'

interface FilterBarProps {
  mode: Mode
  search: EventSearch
  /** Actions on what is shown. */
  children?: ReactNode
}

/** Writes every choice into the address; the back button takes it back. */
export function FilterBar({ mode, search, children }: FilterBarProps) {
  const navigate = useNavigate()

  function show(next: EventSearch) {
    void navigate({ to: '/$mode/events', params: { mode }, search: next, resetScroll: false })
  }

  function change(changes: EventSearch) {
    show(changeFilter(search, changes))
  }

  function onSearch(intent: SearchIntent) {
    if (intent.kind === 'event')
      void navigate({ to: '/$mode/events/$eventId', params: { mode, eventId: intent.id }, search })
    else if (intent.kind === 'customer')
      void navigate({ to: '/$mode/customers/$customerId', params: { mode, customerId: intent.id }, search: {} })
    else change(searchChange(intent))
  }

  return (
    <div className="mb-4 flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-2">
        <SearchBox onSearch={onSearch} />
        <TypeFilter onChoose={(type) => change({ type })} />
        <OutcomeFilter value={search.outcome} onChoose={(outcome) => change({ outcome })} />
        <TimeFilter search={search} onChoose={change} />
        {children}
      </div>
      <FilterChips
        chips={filterChips(search)}
        onRemove={(key) => change({ [key]: undefined })}
        onClear={() => show({})}
      />
    </div>
  )
}

function searchChange(intent: Exclude<SearchIntent, { kind: 'event' | 'customer' }>): EventSearch {
  switch (intent.kind) {
    case 'stripe_customer':
      return { customer: intent.id }
    case 'object':
      return { object: intent.id }
    case 'type':
      return { type: intent.type }
    case 'text':
      return { q: intent.text }
  }
}
