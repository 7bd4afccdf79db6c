import { Lock } from 'lucide-react'

/** Comes with Billhook and stays as it is. */
export function BuiltInMark() {
  return (
    <span className="inline-flex items-center gap-1 rounded-sm border border-line px-1 text-xs text-soft">
      <Lock aria-hidden className="size-3" />
      Built in
    </span>
  )
}
