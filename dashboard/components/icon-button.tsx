import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

/** A square button that shows an icon only; `label` is its name and its title. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={clsx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-faint hover:bg-sunken hover:text-ink disabled:opacity-45',
        className,
      )}
    />
  )
}
