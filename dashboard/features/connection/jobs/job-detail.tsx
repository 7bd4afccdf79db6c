import { isRunning } from '../../../../worker/domain/job.ts'
import type { Job } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { formatDuration } from '../../../lib/time.ts'
import { JobLists } from './job-lists.tsx'
import { JOB_KIND_WORDS, JOB_STATUS_WORDS, placeOf } from './job-words.ts'
import { SkippedList } from './skipped-list.tsx'

/** How far a job is, list by list, what it left out and why it ended. */
export function JobDetail({ job }: { job: Job }) {
  const place = placeOf(job)
  return (
    <div className="flex flex-col gap-4">
      {/* Read out when the list or the status changes, not at every count. */}
      <p role="status" className="sr-only">
        {JOB_KIND_WORDS[job.kind].label}: {place ?? JOB_STATUS_WORDS[job.status]}
      </p>
      <JobLists job={job} />
      <SkippedList job={job} />
      <p className="text-sm text-faint">{footOf(job)}</p>
    </div>
  )
}

function footOf(job: Job): string {
  const parts = job.kind === 'recompute' ? [] : [`${countOf(job.requests, 'request')} to Stripe`]
  if (job.kind === 'catch_up') parts.push(`${countOf(job.found, 'missed event')} found`)
  if (job.finished_at) parts.push(`took ${formatDuration(Date.parse(job.finished_at) - Date.parse(job.created_at))}`)
  else if (isRunning(job)) parts.push('goes on when this page is closed')
  return parts.join(' · ')
}
