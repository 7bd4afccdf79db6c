import { Copy, History, Radio } from 'lucide-react'
import type { EventSummary } from '../../lib/api-types.ts'
import { SOURCE_WORDS } from '../../lib/outcome-words.ts'

const MARK = 'inline-flex items-center gap-1 rounded-sm border border-line px-1 text-xs whitespace-nowrap text-soft'

/** What is unusual about an event: late and overtaken, delivered more than once, not from the webhook. */
export function EventMarks({ event }: { event: EventSummary }) {
  return (
    <>
      {event.stale && (
        <span className={MARK} title="Older than what was stored already, so it changed nothing">
          <History aria-hidden className="size-3" />
          Stale
        </span>
      )}
      {event.duplicates > 0 && (
        <span className={MARK} title={`Delivered ${event.duplicates + 1} times, counted once`}>
          <Copy aria-hidden className="size-3" />
          {event.duplicates === 1 ? '1 duplicate' : `${event.duplicates} duplicates`}
        </span>
      )}
      {event.source !== 'webhook' && (
        <span className={MARK} title="Not brought by the webhook">
          <Radio aria-hidden className="size-3" />
          {SOURCE_WORDS[event.source]}
        </span>
      )}
    </>
  )
}
