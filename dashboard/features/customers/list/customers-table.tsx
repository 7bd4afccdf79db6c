import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { useIsNarrow } from '../../../lib/media.ts'
import { useStore } from '../../../lib/store.ts'
import type { CustomerSearch } from '../customer-filter.ts'
import { chosenColumns } from './column-choice.ts'
import { CustomerRow } from './customer-row.tsx'
import { CustomersTableFrame, SkeletonRows } from './customers-table-frame.tsx'

interface CustomersTableProps {
  mode: Mode
  search: CustomerSearch
  customers: Customer[]
  hasMore: boolean
  /** Called when the reader comes near the end of what is loaded. */
  onNearEnd: () => void
}

/** Heights before a row has been measured. */
const ROW_PX = 58
const CARD_PX = 86

const NEAR_END_ROWS = 20

/** A list up to this long is in the page whole, so that the browser's own search and print have all of it. */
const WHOLE_ROWS = 200
const ROWS_AROUND = 12

/** Of a long list only the rows in and around the window are in the page. */
export function CustomersTable({ mode, search, customers, hasMore, onNearEnd }: CustomersTableProps) {
  const columns = useStore(chosenColumns)
  const isNarrow = useIsNarrow()
  const body = useRef<HTMLTableSectionElement>(null)
  const topPx = useDocumentTop(body)
  const virtual = useWindowVirtualizer({
    count: customers.length,
    estimateSize: () => (isNarrow ? CARD_PX : ROW_PX),
    getItemKey: (index) => customers[index]?.id ?? index,
    overscan: customers.length <= WHOLE_ROWS ? customers.length : ROWS_AROUND,
    scrollMargin: topPx,
    useFlushSync: false,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const isNearEnd = last !== undefined && last.index >= customers.length - NEAR_END_ROWS

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each arrival near the end
  useEffect(() => {
    if (isNearEnd && hasMore) onNearEnd()
  }, [isNearEnd, hasMore, customers.length])

  return (
    <CustomersTableFrame mode={mode} search={search} columns={columns} rowCount={hasMore ? -1 : customers.length + 1}>
      <tbody ref={body} className="max-sm:block">
        <Spacer heightPx={first ? first.start - topPx : 0} />
        {items.map(({ index, key }) => {
          const customer = customers[index]
          return (
            customer && (
              <CustomerRow
                key={key}
                ref={virtual.measureElement}
                mode={mode}
                search={search}
                customer={customer}
                columns={columns}
                index={index}
              />
            )
          )
        })}
        <Spacer heightPx={last ? virtual.getTotalSize() + topPx - last.end : 0} />
      </tbody>
      {hasMore && (
        <tbody className="max-sm:block">
          <SkeletonRows columns={columns} count={3} />
        </tbody>
      )}
    </CustomersTableFrame>
  )
}

/** Stands for the rows that are not in the page. */
function Spacer({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null
  return (
    <tr aria-hidden className="max-sm:block">
      <td style={{ height: heightPx }} className="p-0 max-sm:block" />
    </tr>
  )
}

/** How far below the top of the document an element begins. */
function useDocumentTop(element: { current: HTMLElement | null }): number {
  const [topPx, setTopPx] = useState(0)
  useLayoutEffect(() => {
    if (element.current) setTopPx(Math.round(element.current.getBoundingClientRect().top + window.scrollY))
  })
  return topPx
}
