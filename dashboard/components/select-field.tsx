import { clsx } from 'clsx'
import { type ComponentProps, useId } from 'react'
import { Select } from './select.tsx'

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id'> {
  label: string
  hint?: string
  error?: string | null
}

/** A labelled choice whose hint and error are read out with it. */
export function SelectField({ label, hint, error, className, ...rest }: SelectFieldProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Select id={id} aria-describedby={describedBy} aria-invalid={error ? true : undefined} {...rest} />
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
