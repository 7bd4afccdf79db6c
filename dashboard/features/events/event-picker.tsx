import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { TextField } from '../../components/text-field.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { recentEventsQuery } from './get-events.ts'

interface EventPickerProps {
  mode: Mode
  value: string
  onPick: (id: string) => void
}

const RECENT = 30
const SHOWN = 6

/** One event, by its id or from the latest that are about a customer. */
export function EventPicker({ mode, value, onPick }: EventPickerProps) {
  const id = useId()
  const { data } = useQuery(recentEventsQuery(mode, RECENT))
  const recent = (data?.data ?? []).filter(({ customer }) => customer !== null).slice(0, SHOWN)
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label="Event"
        placeholder="evt_…"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onPick(event.target.value.trim())}
      />
      {recent.length > 0 && (
        <>
          <p id={`${id}-recent`} className="text-xs text-faint">
            The latest about customers
          </p>
          <ul aria-labelledby={`${id}-recent`} className="flex flex-col">
            {recent.map(({ id: eventId, type, customer, created }) => (
              <li key={eventId}>
                <button
                  type="button"
                  aria-pressed={eventId === value}
                  onClick={() => onPick(eventId)}
                  className="flex w-full items-center justify-between gap-3 rounded-md px-3 py-1.5 text-left hover:bg-sunken focus-visible:-outline-offset-2 aria-pressed:bg-sunken"
                >
                  <span className="min-w-0">
                    <span className="block truncate font-medium">{type}</span>
                    <span className="block truncate text-xs text-faint">{customer?.email ?? customer?.id}</span>
                  </span>
                  <span className="text-xs text-faint">
                    <TimeAgo at={created} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
