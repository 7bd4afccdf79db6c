import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

/** The browser's own select in the look of the other controls; its name comes from a label or `aria-label`. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={clsx('relative inline-flex min-w-0', className)}>
      <select
        {...rest}
        className="control w-full min-w-0 appearance-none truncate pr-8 pl-2.5 hover:bg-sunken aria-invalid:border-bad"
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-3.5 text-faint" />
    </span>
  )
}
