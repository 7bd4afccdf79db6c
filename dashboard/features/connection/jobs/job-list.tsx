import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { ErrorState } from '../../../components/error-state.tsx'
import { Panel } from '../../../components/panel.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Job } from '../../../lib/api-types.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { jobListQuery, useJob } from './get-jobs.ts'
import { JobDetail } from './job-detail.tsx'
import { JobStatusBadge } from './job-status.tsx'
import { JOB_KIND_WORDS, jobLine } from './job-words.ts'

const ROWS = [0, 1, 2]

/** What Billhook lately read from Stripe, and how it went. */
export function JobList({ mode }: { mode: Mode }) {
  const jobs = useQuery({ ...jobListQuery(mode), refetchInterval: useLiveFallbackMs() })
  return (
    <Panel title="Recent jobs">
      {jobs.isPending && ROWS.map((row) => <Skeleton key={row} className="mx-4 h-11 py-3.5" />)}
      {jobs.isError && !jobs.data && (
        <ErrorState title="The jobs could not be loaded" error={jobs.error} onRetry={() => void jobs.refetch()} />
      )}
      {jobs.data?.data.length === 0 && (
        <p className="px-4 py-6 text-soft">
          None yet. An import begins when Stripe is connected; the catalog and missed events are looked at regularly.
        </p>
      )}
      {jobs.data && jobs.data.data.length > 0 && (
        <ul className="divide-y divide-line">
          {jobs.data.data.map((job) => (
            <JobRow key={job.id} mode={mode} known={job} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function JobRow({ mode, known }: { mode: Mode; known: Job }) {
  const job = useJob(mode, known)
  return (
    <li>
      <details className="group/job">
        <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <span aria-hidden className="json-arrow group-open/job:rotate-45" />
          <span className="w-24 shrink-0 font-medium">{JOB_KIND_WORDS[job.kind].label}</span>
          <span className="min-w-0 flex-1 truncate text-soft max-sm:order-1 max-sm:basis-full max-sm:pl-4">
            {jobLine(job)}
          </span>
          <JobStatusBadge status={job.status} />
          <span className="text-right text-sm text-faint sm:w-20">
            <TimeAgo at={isRunning(job) ? job.created_at : (job.finished_at ?? job.updated_at)} />
          </span>
        </summary>
        <div className="flex flex-col gap-4 border-t border-line bg-paper px-4 py-4">
          <p className="text-soft">
            {JOB_KIND_WORDS[job.kind].meaning}
            {job.error && <span className="mt-1 block text-ink">{job.error}</span>}
          </p>
          <JobDetail job={job} />
        </div>
      </details>
    </li>
  )
}
