import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface ScrollBoxProps {
  /** Names what is in it. */
  label: string
  children: ReactNode
  className?: string
}

/** Text or code that scrolls by itself, and can be reached by keyboard for that. */
export function ScrollBox({ label, children, className }: ScrollBoxProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className={clsx('overflow-auto font-mono text-xs leading-5 focus-visible:-outline-offset-2', className)}
    >
      {children}
    </section>
  )
}
