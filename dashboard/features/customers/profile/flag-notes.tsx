import { Eraser, TriangleAlert } from 'lucide-react'
import type { Customer } from '../../../lib/api-types.ts'
import { FLAG_WORDS } from '../state-words.ts'

/** What a person should know before anything else; nothing where there is nothing. */
export function FlagNotes({ customer }: { customer: Customer }) {
  if (customer.flags.length === 0 && !customer.erased) return null
  return (
    <ul aria-label="To look at" className="flex flex-col gap-3">
      {customer.erased && (
        <li className="flex gap-2.5 rounded-lg bg-sunken px-4 py-3">
          <Eraser aria-hidden className="mt-0.5 size-4 shrink-0" />
          <p>
            <span className="font-semibold">Personal data was erased. </span>
            <span className="text-soft">What was paid, and what it may use, is still counted.</span>
          </p>
        </li>
      )}
      {customer.flags.map((flag) => (
        <li key={flag} className="flex gap-2.5 rounded-lg bg-warn-wash px-4 py-3">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <p>
            <span className="font-semibold">{FLAG_WORDS[flag].label} </span>
            <span className="text-soft">{FLAG_WORDS[flag].meaning}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}
