import { useClock } from '../lib/clock.ts'
import { formatAge, formatMoment } from '../lib/time.ts'

/** A ticking age; the exact moment is its title. */
export function TimeAgo({ at }: { at: string }) {
  const atMs = Date.parse(at)
  const age = useClock((nowMs) => formatAge(atMs, nowMs))
  return (
    <time dateTime={at} title={formatMoment(atMs)} className="whitespace-nowrap">
      {age}
    </time>
  )
}
