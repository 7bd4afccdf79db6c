import { TriangleAlert } from 'lucide-react'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Connection } from '../../lib/api-types.ts'
import { ConditionAction } from './condition-action.tsx'
import { ReasonText } from './reason-text.tsx'

/** What is wrong now, the worst first, each with its cause and the one thing to do. */
export function ConditionList({ connection: { mode, kind, conditions } }: { connection: Connection }) {
  if (conditions.length === 0) return null
  return (
    <ul aria-label="What is wrong" className="divide-y divide-line border-b border-line bg-warn-wash">
      {conditions.map((condition) => (
        <li key={condition.code} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="flex min-w-0 flex-1 basis-80 gap-2.5">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <p className="min-w-0 max-w-[75ch] break-words">
              <ReasonText text={condition.cause} />{' '}
              <span className="text-sm whitespace-nowrap text-soft">
                Since <TimeAgo at={condition.since} />
              </span>
            </p>
          </div>
          <ConditionAction mode={mode} kind={kind} action={condition.action} />
        </li>
      ))}
    </ul>
  )
}
