import { Breakable } from '../../../components/breakable.tsx'
import { OutcomeBadge } from '../../../components/outcome-badge.tsx'
import type { Simulation } from '../../../lib/api-types.ts'

/** Each event with what it would come to, and the sentences that say why. */
export function ResultEvents({ events }: { events: Simulation['events'] }) {
  return (
    <ol className="flex flex-col gap-2">
      {events.map(({ id, type, outcome, notes }) => (
        <li key={id} className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <code className="min-w-0 font-mono text-xs wrap-anywhere">
              <Breakable text={type} />
            </code>
            <OutcomeBadge outcome={outcome} />
          </p>
          {notes.map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences may repeat, and their order stays
            <p key={index} className="max-w-[72ch] text-sm break-words text-soft">
              {note}
            </p>
          ))}
        </li>
      ))}
    </ol>
  )
}
