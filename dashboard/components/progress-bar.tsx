import { clsx } from 'clsx'

interface ProgressBarProps {
  label: string
  done: number
  /** Undefined where nobody knows it: the bar then says only that work goes on. */
  total: number | undefined
  tone?: 'note' | 'good' | 'quiet'
  className?: string
}

/** The browser's own progress element, so that its width needs no inline style. It never runs over its end. */
export function ProgressBar({ label, done, total, tone = 'note', className }: ProgressBarProps) {
  const known = total !== undefined
  return (
    <progress
      aria-label={label}
      {...(known ? { max: Math.max(total, done, 1), value: done } : {})}
      className={clsx('progress', `progress-${tone}`, className)}
    />
  )
}
