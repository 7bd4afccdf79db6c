import type { ReactNode } from 'react'

interface WhoseProps {
  /** Where an event was chosen it has a customer of its own. */
  isEvent: boolean
  isReal: boolean
  onReal: (isReal: boolean) => void
  /** Finds a real one. */
  picker: ReactNode
}

/** An invented customer, or the event's own, unless a person wants a real one. */
export function Whose({ isEvent, isReal, onReal, picker }: WhoseProps) {
  const choices = [
    { real: false, label: isEvent ? 'The event’s own customer' : 'An invented customer' },
    { real: true, label: isEvent ? 'Another customer' : 'A real customer' },
  ]
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 text-sm font-medium">To whom</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {choices.map(({ real, label }) => (
          <label key={label} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="whose"
              checked={real === isReal}
              onChange={() => onReal(real)}
              className="size-4 shrink-0"
            />
            {label}
          </label>
        ))}
      </div>
      {isReal && picker}
    </fieldset>
  )
}
