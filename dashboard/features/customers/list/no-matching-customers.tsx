import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { type CustomerSearch, withoutFilters } from '../customer-filter.ts'
import { filterChips } from '../customer-filter-words.ts'
import type { Names } from '../names.ts'

interface NoMatchingCustomersProps {
  mode: Mode
  search: CustomerSearch
  names: Names
}

/** The list is empty because of its filters: they are named, and one click clears them. */
export function NoMatchingCustomers({ mode, search, names }: NoMatchingCustomersProps) {
  const filters = filterChips(search, names).map(({ label, value }) => `${label.toLowerCase()} ${value}`)
  return (
    <EmptyState title="No customer matches">
      <p>
        Nobody in {mode} mode has {filters.join(', ')}.
      </p>
      <Link to="/$mode/customers" params={{ mode }} search={withoutFilters(search)} className={buttonClass()}>
        Clear filters
      </Link>
    </EmptyState>
  )
}
