import { TriangleAlert } from 'lucide-react'
import type { Job } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { LIST_WORDS } from './job-words.ts'

/** What was left out, why, and what to do; nothing where nothing was. */
export function SkippedList({ job }: { job: Job }) {
  if (job.skipped.length === 0) return null
  return (
    <ul aria-label="Left out" className="flex flex-col gap-3">
      {job.skipped.map(({ resource, reason, count, examples, detail }) => (
        <li key={`${resource} ${reason}`} className="flex gap-2.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <div className="min-w-0">
            <p className="font-medium">
              {count > 0
                ? `${countOf(count, LIST_WORDS[resource].one, LIST_WORDS[resource].many)} left out`
                : `${LIST_WORDS[resource].title} left out`}
            </p>
            <p className="max-w-[75ch] text-soft">{detail}</p>
            {examples.length > 0 && (
              <p className="text-sm text-soft">
                {examples.length < count ? 'For example ' : ''}
                {examples.map((id, index) => (
                  <span key={id}>
                    {index > 0 && ', '}
                    <code className="font-mono text-xs break-all">{id}</code>
                  </span>
                ))}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
