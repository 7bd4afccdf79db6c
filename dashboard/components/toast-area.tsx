import { CircleCheck, X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from '../lib/store.ts'
import { toast } from '../lib/toast.ts'
import { IconButton } from './icon-button.tsx'

const SHOWN_MS = 7000

/** Where the latest toast appears; the region is always there, so that screen readers hear what comes into it. */
export function ToastArea() {
  const shown = useStore(toast)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => toast.set(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(1rem+var(--bottom-bar,0px))] z-50 flex justify-center md:inset-x-auto md:right-6"
    >
      {shown && (
        <p
          key={shown.id}
          className="pointer-events-auto flex max-w-[26rem] items-center gap-2.5 rounded-lg border border-line-strong bg-surface py-2 pr-2 pl-3.5 shadow-float"
        >
          <CircleCheck aria-hidden className="size-4.5 shrink-0 text-good" />
          <span className="min-w-0 flex-1">{shown.text}</span>
          <IconButton label="Dismiss" onClick={() => toast.set(null)}>
            <X className="size-4" />
          </IconButton>
        </p>
      )}
    </div>
  )
}
