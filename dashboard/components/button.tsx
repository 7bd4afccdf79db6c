import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

const LOOKS = {
  primary: 'border-ink bg-ink text-paper hover:bg-soft hover:border-soft',
  danger: 'border-bad bg-bad text-paper hover:opacity-90',
  plain: 'text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-soft hover:bg-sunken hover:text-ink',
}

/** The classes of a button, for links that look like one. */
export function buttonClass(look: keyof typeof LOOKS = 'plain'): string {
  return clsx(
    'control inline-flex shrink-0 items-center justify-center gap-1.5 px-3 font-medium whitespace-nowrap',
    'disabled:opacity-55 aria-disabled:opacity-55',
    LOOKS[look],
  )
}

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS
  /** Shows that it is at work and takes no second click, but keeps the focus. */
  busy?: boolean
}

export function Button({ look, busy = false, className, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      className={clsx(buttonClass(look), className)}
    />
  )
}
