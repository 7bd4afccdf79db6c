import { ArrowRight } from 'lucide-react'
import type { TimelineItem } from '../../../lib/api-types.ts'
import type { Names } from '../names.ts'
import { fieldLabel, valueWords } from './value-words.ts'

/** Old and new of each changed value, in words; Stripe's own objects are named. */
export function TimelineChanges({ changes, names }: { changes: TimelineItem['changes']; names: Names }) {
  if (changes.length === 0) return null
  return (
    <dl className="mt-1.5 flex flex-col gap-1 rounded-md border border-line px-3 py-2 text-sm">
      {changes.map(({ customer, object, field, from, to }) => (
        <div key={`${object} ${field}`} className="gap-x-3 sm:flex">
          <dt className="shrink-0 break-words text-soft sm:w-40">
            {customer === null ? `${object}: ${field}` : fieldLabel(field)}
          </dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5">
            <span className="break-words text-soft">{valueWords(field, from, names)}</span>
            <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
            <span className="sr-only">became</span>
            <span className="font-medium break-words">{valueWords(field, to, names)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
