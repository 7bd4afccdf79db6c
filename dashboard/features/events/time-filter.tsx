import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type FormEvent, useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { absoluteTime, fromLocalField, toLocalField } from '../../lib/time-field.ts'
import type { EventSearch } from './event-filter.ts'
import { TIME_PRESETS } from './time-presets.ts'

type TimeRange = Pick<EventSearch, 'received_after' | 'received_before'>

interface TimeFilterProps {
  search: EventSearch
  onChoose: (range: TimeRange) => void
}

/** Presets and a range by hand; both end up as absolute times in the address. */
export function TimeFilter({ search, onChoose }: TimeFilterProps) {
  const [open, setOpen] = useState(false)

  function choose(range: TimeRange) {
    setOpen(false)
    onChoose(range)
  }

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()}>
        Time
        <ChevronDown aria-hidden className="size-3.5 text-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Filter by time of receipt"
          className="z-30 w-64 rounded-lg border border-line-strong bg-surface p-3 shadow-float"
        >
          <ul className="flex flex-col border-b border-line pb-2">
            {TIME_PRESETS.map(({ label, spanMs }) => (
              <li key={label}>
                <button
                  type="button"
                  onClick={() =>
                    choose({ received_after: absoluteTime(Date.now() - spanMs), received_before: undefined })
                  }
                  className="w-full rounded-sm px-2 py-1 text-left text-sm hover:bg-sunken"
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
          <RangeForm search={search} onChoose={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function RangeForm({ search, onChoose }: TimeFilterProps) {
  const [after, setAfter] = useState(toLocalField(search.received_after))
  const [before, setBefore] = useState(toLocalField(search.received_before))
  const backwards = after !== '' && before !== '' && after >= before

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!backwards) onChoose({ received_after: fromLocalField(after), received_before: fromLocalField(before) })
  }

  return (
    <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
      <TextField type="datetime-local" label="From" value={after} onChange={(event) => setAfter(event.target.value)} />
      <TextField
        type="datetime-local"
        label="To"
        value={before}
        error={backwards ? 'This is not after “From”.' : null}
        onChange={(event) => setBefore(event.target.value)}
      />
      <Button type="submit" disabled={backwards || (after === '' && before === '')}>
        Show this range
      </Button>
    </form>
  )
}
