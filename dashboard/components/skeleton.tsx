import { clsx } from 'clsx'

/** A grey bar where a value will stand; unseen for the first 150 ms, so that quick answers do not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={clsx('block animate-appear', className)}>
      <span className="block h-full animate-pulse-soft rounded-sm bg-line" />
    </span>
  )
}
