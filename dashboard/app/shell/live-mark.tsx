import { clsx } from 'clsx'
import { liveState } from '../../lib/live-state.ts'
import { useStore } from '../../lib/store.ts'

// Never the word “live”: the switch of modes, close by, means another thing by it.
const WORDS = { open: 'Updates by itself', connecting: 'Connecting…', down: 'Asks for news every 15 s' }

/** Whether this page renews itself the moment something happens. */
export function LiveMark() {
  const { status } = useStore(liveState)
  return (
    <p className="flex items-center gap-2 px-2.5 text-xs text-faint">
      <span
        aria-hidden
        className={clsx(
          'size-2 rounded-full',
          status === 'open' ? 'bg-good' : status === 'down' ? 'bg-warn' : 'bg-line-strong',
        )}
      />
      {WORDS[status]}
    </p>
  )
}
