import { ArrowUp } from 'lucide-react'
import type { NewEvents } from './merge-newest.ts'

/** Floats over the top of the list, so that its coming and going moves nothing. */
export function NewEventsPill({ fresh, onInsert }: { fresh: NewEvents; onInsert: () => void }) {
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-[calc(var(--band)+3.75rem)] z-10 flex h-0 justify-center md:top-[calc(var(--band)+0.75rem)]"
    >
      {fresh.count > 0 && (
        <button
          type="button"
          onClick={onInsert}
          className="pointer-events-auto inline-flex h-7 -translate-y-1 items-center gap-1.5 rounded-full bg-ink px-3 text-xs font-medium text-paper shadow-float hover:bg-soft"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {`${fresh.count}${fresh.more ? '+' : ''} new`}
          <span className="sr-only">{fresh.count === 1 ? ' event, show it' : ' events, show them'}</span>
        </button>
      )}
    </div>
  )
}
