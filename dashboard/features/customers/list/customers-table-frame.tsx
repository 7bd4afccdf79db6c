import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Skeleton } from '../../../components/skeleton.tsx'
import { type CustomerSearch, changeFilter, nextSort } from '../customer-filter.ts'
import { COLUMN_LABELS, type ColumnKey } from './column-choice.ts'
import { COLUMNS } from './columns.tsx'

interface CustomersTableFrameProps {
  mode: Mode
  search: CustomerSearch
  columns: readonly ColumnKey[]
  /** All of the list with its head, -1 while nobody knows how long it is. */
  rowCount: number
  children: ReactNode
}

const CUSTOMER_REM = 15
const HEAD = 'py-2 pr-3 text-left text-xs font-medium text-faint'

/** The table without its rows, so that the skeleton has the columns of the real one. Many columns scroll sideways. */
export function CustomersTableFrame({ mode, search, columns, rowCount, children }: CustomersTableFrameProps) {
  const leastRem = columns.reduce((sum, key) => sum + COLUMNS[key].widthRem, CUSTOMER_REM)
  return (
    <div className="overflow-x-auto">
      <table
        aria-rowcount={rowCount}
        style={{ '--least': `${leastRem}rem` } as CSSProperties}
        className="w-full table-fixed border-collapse max-sm:block sm:min-w-(--least)"
      >
        <caption className="sr-only">Customers</caption>
        <thead className="border-b border-line max-sm:sr-only">
          <tr aria-rowindex={1}>
            <th scope="col" className={clsx(HEAD, 'pl-4')}>
              Customer
            </th>
            {columns.map((key) => (
              <ColumnHead key={key} mode={mode} search={search} column={key} />
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  )
}

function ColumnHead({ mode, search, column }: { mode: Mode; search: CustomerSearch; column: ColumnKey }) {
  const navigate = useNavigate()
  const { widthRem, isNumber, sort } = COLUMNS[column]
  const style = { width: `${widthRem}rem` }
  const look = clsx(HEAD, isNumber && 'pr-6 text-right')
  const label = COLUMN_LABELS[column]
  const isNewestFirst = column === 'created' && !search.sort && !search.q && !search.renewing_before
  if (!sort)
    return (
      <th scope="col" aria-sort={isNewestFirst ? 'descending' : undefined} style={style} className={look}>
        {label}
      </th>
    )
  const soonestFirst = search.renewing_before !== undefined && !search.sort && sort === 'renewal_date'
  const isAscending = search.sort === sort || soonestFirst
  const isDescending = search.sort === `-${sort}`
  const Arrow = isAscending ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-sort={isAscending ? 'ascending' : isDescending ? 'descending' : undefined}
      style={style}
      className={look}
    >
      <button
        type="button"
        title={`Sort by ${label}`}
        onClick={() =>
          void navigate({
            to: '/$mode/customers',
            params: { mode },
            search: changeFilter(search, { sort: nextSort(sort, search.sort) }),
            resetScroll: false,
          })
        }
        className={clsx(
          'group -my-1 inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink',
          (isAscending || isDescending) && 'text-ink',
        )}
      >
        {label}
        <Arrow
          aria-hidden
          className={clsx(
            'size-3',
            !isAscending && !isDescending && 'opacity-35 group-hover:opacity-100 group-focus-visible:opacity-100',
          )}
        />
      </button>
    </th>
  )
}

/** As many rows of grey bars as are on their way. */
export function SkeletonRows({ columns, count }: { columns: readonly ColumnKey[]; count: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all the same
    <tr key={row} aria-hidden className="h-14.5 border-t border-line first:border-t-0 max-sm:block max-sm:py-3">
      <td className="py-2 pr-3 pl-4 max-sm:block max-sm:py-0">
        <Skeleton className="h-4 w-[min(11rem,80%)]" />
        <Skeleton className="mt-1.5 h-3 w-[min(8rem,60%)]" />
      </td>
      {columns.map((key) => (
        <td key={key} className="pr-3 max-sm:hidden">
          <Skeleton className={clsx('h-4 w-16 max-w-full', COLUMNS[key].isNumber && 'mr-3 ml-auto')} />
        </td>
      ))}
    </tr>
  ))
}
