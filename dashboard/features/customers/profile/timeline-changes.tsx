import { ArrowRight } from 'lucide-react'
import type { TimelineItem } from '../../../lib/api-types.ts'
import type { Names } from '../names.ts'
import { changeWords, fieldLabel } from './value-words.ts'

/** Old and new of each changed value, in words. */
export function TimelineChanges({ changes, names }: { changes: TimelineItem['changes']; names: Names }) {
  if (changes.length === 0) return null
  return (
    <dl className="mt-1.5 flex flex-col gap-1 rounded-md border border-line px-3 py-2 text-sm">
      {changes.map(({ object, field, from, to }) => {
        const words = changeWords(field, from, to, names)
        return (
          <div key={`${object} ${field}`} className="gap-x-3 sm:flex">
            <dt className="shrink-0 break-words text-soft sm:w-40">{fieldLabel(field)}</dt>
            <dd className="flex min-w-0 flex-wrap items-center gap-x-1.5">
              {words.from !== null && (
                <>
                  <span className="min-w-0 break-words text-soft">{words.from}</span>
                  <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
                  <span className="sr-only">became</span>
                </>
              )}
              <span className="min-w-0 font-medium break-words">{words.to}</span>
              {words.note && <span className="text-faint">{words.note}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
