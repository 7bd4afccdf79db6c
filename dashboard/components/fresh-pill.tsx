import { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'

interface FreshPillProps {
  /** What is new; nothing is shown without it. */
  children: ReactNode
  onInsert: () => void
}

/** Tells of news that wait for a click. It floats over the top of the list, so that its coming and going moves nothing. */
export function FreshPill({ children, onInsert }: FreshPillProps) {
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-[calc(var(--band)+3.75rem)] z-10 flex h-0 justify-center md:top-[calc(var(--band)+0.75rem)]"
    >
      {children && (
        <button
          type="button"
          onClick={onInsert}
          className="pointer-events-auto inline-flex h-7 -translate-y-1 items-center gap-1.5 rounded-full bg-ink px-3 text-xs font-medium text-paper shadow-float hover:bg-soft"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {children}
        </button>
      )}
    </div>
  )
}
