import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { ProgressBar } from '../../../components/progress-bar.tsx'
import type { Job } from '../../../lib/api-types.ts'
import { useJob } from './get-jobs.ts'
import { jobLine, listRows, placeOf } from './job-words.ts'

/** How far the import is, in two lines. */
export function ImportLine({ mode, known }: { mode: Mode; known: Job }) {
  const job = useJob(mode, known)
  const current = listRows(job).find(({ state }) => state === 'now')
  return (
    <div className="flex flex-col gap-1.5">
      <p>{jobLine(job)}</p>
      <ProgressBar
        label="Import"
        done={isRunning(job) ? (current?.done ?? 0) : 1}
        total={isRunning(job) ? current?.total : 1}
      />
      <p className="min-h-5 text-sm text-faint">{placeOf(job)}</p>
    </div>
  )
}
