import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { FilterChips } from '../../../components/filter-chips.tsx'
import { type CustomerSearch, changeFilter, withoutFilters } from '../customer-filter.ts'
import { filterChips } from '../customer-filter-words.ts'
import type { Names } from '../names.ts'
import { CustomerSearchBox } from './customer-search-box.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { StageBar } from './stage-bar.tsx'

interface FilterBarProps {
  mode: Mode
  search: CustomerSearch
  names: Names
  /** What can be done with the list. */
  children?: ReactNode
}

/** Writes every choice into the address; the back button takes it back. */
export function FilterBar({ mode, search, names, children }: FilterBarProps) {
  const navigate = useNavigate()

  function show(next: CustomerSearch, replace = false) {
    void navigate({ to: '/$mode/customers', params: { mode }, search: next, resetScroll: false, replace })
  }

  return (
    <div className="mb-4 flex flex-col gap-3">
      <StageBar
        mode={mode}
        stage={search.stage}
        order={names.stages}
        onChoose={(stage) => show(changeFilter(search, { stage }))}
      />
      <div className="flex flex-wrap items-start gap-2">
        <CustomerSearchBox
          value={search.q ?? ''}
          onSearch={(q) => show(changeFilter(search, { q }), search.q !== undefined)}
          onOpen={(customerId) =>
            void navigate({ to: '/$mode/customers/$customerId', params: { mode, customerId }, search: {} })
          }
        />
        <FilterMenu search={search} names={names} onChoose={(changes) => show(changeFilter(search, changes))} />
        {children}
      </div>
      <FilterChips
        chips={filterChips(search, names)}
        onRemove={(key) => show(changeFilter(search, { [key]: undefined }))}
        onClear={() => show(withoutFilters(search))}
      />
    </div>
  )
}
