import { type ReactNode, useId } from 'react'

interface ResultStepProps {
  title: string
  count?: number
  /** Where the count is some of them. */
  of?: number
  children: ReactNode
}

export function ResultStep({ title, count, of, children }: ResultStepProps) {
  const id = useId()
  return (
    <li aria-labelledby={id} className="flex min-w-0 flex-col gap-2 px-4 py-4">
      <h3 id={id} className="flex items-baseline gap-2 font-medium">
        {title}
        {count !== undefined && (
          <span className="text-xs font-normal text-faint">
            {of === undefined ? count : `${count} of ${of} would run`}
          </span>
        )}
      </h3>
      {children}
    </li>
  )
}
