import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'

interface PanelProps {
  title: string
  /** Stands at the right of the title. */
  aside?: ReactNode
  children: ReactNode
  className?: string
}

/** A titled region of a page. */
export function Panel({ title, aside, children, className }: PanelProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={clsx('rounded-lg border border-line bg-surface shadow-raised', className)}>
      <div className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-2">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
