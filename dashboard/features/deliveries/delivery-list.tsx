import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import type { Delivery } from '../../lib/api-types.ts'
import { DeliveriesTable } from './deliveries-table.tsx'
import { type DeliverySearch, filterChips, isFiltered } from './delivery-filter.ts'
import { DeliveryFilterBar } from './delivery-filter-bar.tsx'

interface DeliveryListProps {
  mode: Mode
  search: DeliverySearch
  /** Of an automation or endpoint. */
  nameOf: (id: string) => string
  about: (delivery: Delivery) => string | null
  firstUse: ReactNode
  onSearch: (search: DeliverySearch) => void
}

export function DeliveryList({ mode, search, nameOf, about, firstUse, onSearch }: DeliveryListProps) {
  const filters = filterChips(search, nameOf).map(({ label, value }) => `${label.toLowerCase()} ${value}`)
  return (
    <>
      <DeliveryFilterBar search={search} nameOf={nameOf} onSearch={onSearch} />
      <DeliveriesTable
        mode={mode}
        search={search}
        about={about}
        empty={
          isFiltered(search) ? (
            <EmptyState title="No delivery matches">
              <p>
                Nothing in {mode} mode has {filters.join(', ')}.
              </p>
              <Button onClick={() => onSearch({})}>Clear filters</Button>
            </EmptyState>
          ) : (
            firstUse
          )
        }
      />
    </>
  )
}
