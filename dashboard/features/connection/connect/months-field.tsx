import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { monthsWords } from './months-words.ts'

const CHOICES = [0, 3, 6, 12, 24, 36, 60, 120]

/** How far back payments are read. Customers, subscriptions and the catalog are always read whole. */
export function MonthsField({ value, onChange }: { value: number; onChange: (months: number) => void }) {
  const id = useId()
  const choices = [...new Set([...CHOICES, value])].sort((a, b) => a - b)
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        Invoices and charges
      </label>
      <span className="relative w-fit">
        <select
          id={id}
          aria-describedby={`${id}-hint`}
          value={value}
          onChange={(event) => onChange(Number(event.target.value))}
          className="control appearance-none pr-8 pl-2.5 text-ink hover:bg-sunken"
        >
          {choices.map((months) => (
            <option key={months} value={months}>
              {monthsWords(months)}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-3.5 text-faint" />
      </span>
      <p id={`${id}-hint`} className="text-xs text-faint">
        Catalog, customers and subscriptions are always read whole.
      </p>
    </div>
  )
}
