import type { ReactNode } from 'react'
import { Skeleton } from '../../components/skeleton.tsx'

const HEAD = 'py-2 pl-3 text-left text-xs font-medium text-faint'

/** The table without its rows, so that the skeleton has the columns of the real one. */
export function EventsTableFrame({ children }: { children: ReactNode }) {
  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <caption className="sr-only">Events, newest first, grouped by the day they were received</caption>
      <thead className="max-sm:sr-only">
        <tr>
          <th scope="col" className="w-28 py-2 pl-4 text-left text-xs font-medium text-faint">
            Outcome
          </th>
          <th scope="col" className={HEAD}>
            Type
          </th>
          <th scope="col" className={`${HEAD} hidden w-48 md:table-cell`}>
            Object
          </th>
          <th scope="col" className={`${HEAD} hidden w-48 lg:table-cell`}>
            Customer
          </th>
          <th scope="col" className="w-24 py-2 pr-4 pl-3 text-right text-xs font-medium text-faint">
            Received
          </th>
        </tr>
      </thead>
      {children}
    </table>
  )
}

const ROWS = Array.from({ length: 12 }, (_, index) => index)

export function EventsTableSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only">Loading events</p>
      <EventsTableFrame>
        <tbody className="max-sm:block">
          {ROWS.map((row) => (
            <tr key={row} className="border-t border-line max-sm:block max-sm:py-1">
              <td className="py-2 pl-4">
                <Skeleton className="h-5.5 w-22" />
              </td>
              <td className="py-2.5 pl-3">
                <Skeleton className="h-4 w-[min(16rem,60%)]" />
              </td>
              <td className="hidden py-2.5 pl-3 md:table-cell">
                <Skeleton className="h-4 w-40" />
              </td>
              <td className="hidden py-2.5 pl-3 lg:table-cell">
                <Skeleton className="h-4 w-36" />
              </td>
              <td className="py-2.5 pr-4 pl-3">
                <Skeleton className="ml-auto h-4 w-14" />
              </td>
            </tr>
          ))}
        </tbody>
      </EventsTableFrame>
    </div>
  )
}
