import type { Mode } from '../../../worker/domain/ids.ts'
import type { EventSummary } from '../../lib/api-types.ts'
import { useClock } from '../../lib/clock.ts'
import { groupByDay } from '../../lib/group-days.ts'
import { formatDay } from '../../lib/time.ts'
import type { EventSearch } from './event-filter.ts'
import { EventRow } from './event-row.tsx'
import { EventsTableFrame } from './events-table-frame.tsx'

interface EventsTableProps {
  mode: Mode
  search: EventSearch
  events: EventSummary[]
}

export function EventsTable({ mode, search, events }: EventsTableProps) {
  const today = useClock(startOfToday)
  return (
    <EventsTableFrame>
      {groupByDay(events, (event) => event.received_at).map((day) => (
        <tbody key={day.key} className="max-sm:block">
          <tr className="max-sm:block">
            <th
              scope="rowgroup"
              colSpan={5}
              className="border-y border-line bg-paper px-4 max-sm:block py-1.5 text-left text-xs font-medium text-soft"
            >
              {formatDay(day.atMs, today)}
            </th>
          </tr>
          {day.items.map((event) => (
            <EventRow key={event.id} mode={mode} search={search} event={event} />
          ))}
        </tbody>
      ))}
    </EventsTableFrame>
  )
}

/** Changes once a day, and the list renders for it once a day. */
function startOfToday(nowMs: number): number {
  return new Date(nowMs).setHours(0, 0, 0, 0)
}
