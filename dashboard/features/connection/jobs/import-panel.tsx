import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { Button } from '../../../components/button.tsx'
import { Panel } from '../../../components/panel.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Job } from '../../../lib/api-types.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { useJob } from './get-jobs.ts'
import { JobDetail } from './job-detail.tsx'
import { JobStatusBadge } from './job-status.tsx'
import { JOB_KIND_WORDS, jobLine, skippedCount } from './job-words.ts'
import { SkippedList } from './skipped-list.tsx'
import { startProblem, useStartJob } from './start-job.ts'

interface ImportPanelProps {
  mode: Mode
  known: Job
  /** Its running was seen on this page, so that it stays in full when it ends. */
  watched: boolean
  canStart: boolean
}

/** The last import: in full while it runs and where it ended early, in short once it is history. */
export function ImportPanel({ mode, known, watched, canStart }: ImportPanelProps) {
  const job = useJob(mode, known)
  const running = isRunning(job)
  return (
    <Panel
      title={JOB_KIND_WORDS[job.kind].label}
      aside={
        <span className="flex items-center gap-3 text-sm text-faint">
          <TimeAgo at={job.finished_at ?? job.created_at} />
          <JobStatusBadge status={job.status} />
        </span>
      }
    >
      <div className="flex flex-col gap-4 px-4 py-4">
        {running && (
          <p>
            <span className="text-lg font-semibold tracking-tight">{jobLine(job)}</span>
            <span className="block text-soft">
              Billhook is usable meanwhile: events that arrive now win over what the import reads, and automations do
              not run for imported objects.
            </span>
          </p>
        )}
        {(job.status === 'failed' || job.status === 'canceled') && (
          <EndedEarly mode={mode} job={job} canStart={canStart} />
        )}
        {job.status === 'done' && watched && <p className="text-lg font-semibold tracking-tight">{endText(job)}</p>}
        {job.status === 'done' && !watched && <p>{jobLine(job)}.</p>}
        {job.status === 'done' && !watched ? <SkippedList job={job} /> : <JobDetail job={job} />}
      </div>
    </Panel>
  )
}

function endText(job: Job): string {
  if (Object.values(job.done).every((count) => count === 0)) return 'This Stripe account holds nothing yet'
  const left = skippedCount(job)
  return left === 0
    ? 'Everything is read, and nothing was left out'
    : `Everything is read; ${formatCount(left)} left out`
}

function EndedEarly({ mode, job, canStart }: { mode: Mode; job: Job; canStart: boolean }) {
  const start = useStartJob(mode, 'import')
  return (
    <ProblemNote
      title={job.status === 'failed' ? 'The import could not finish' : 'The import was stopped'}
      error={start.error}
    >
      <p className="text-soft">{jobLine(job)} What was read so far is kept.</p>
      {start.isError && <p className="font-medium">{startProblem(start.error)}</p>}
      {canStart && (
        <Button busy={start.isPending} onClick={() => start.mutate(undefined)} className="mt-1">
          Import again
        </Button>
      )}
    </ProblemNote>
  )
}
