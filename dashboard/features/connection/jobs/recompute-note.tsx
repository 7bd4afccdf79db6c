import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { ProgressBar } from '../../../components/progress-bar.tsx'
import type { Job } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { jobListQuery, useJob } from './get-jobs.ts'
import { listProgress } from './job-words.ts'

/** How far customers are recomputed after a change of rules; nothing where none of it happens or was seen here. */
export function RecomputeNote({ mode }: { mode: Mode }) {
  const { data: jobs } = useQuery(jobListQuery(mode))
  const running = jobs?.data.find((job) => job.kind === 'recompute' && isRunning(job))
  const [seen, setSeen] = useState<Job | null>(null)
  // One that ends while it is looked at stays, so that its end is told.
  if (running && running.id !== seen?.id) setSeen(running)
  return seen && <Recompute key={seen.id} mode={mode} known={seen} />
}

function Recompute({ mode, known }: { mode: Mode; known: Job }) {
  const job = useJob(mode, known)
  const done = job.done.customers ?? 0
  if (job.status === 'failed' || job.status === 'canceled')
    return (
      <div className="mb-5">
        <ProblemNote title="Not all customers could be recomputed">
          <p className="text-soft">
            {job.error ?? 'It ended without a reason.'} {countOf(done, 'customer')} stand by the new rules, the others
            by those from before.
          </p>
        </ProblemNote>
      </div>
    )
  const running = isRunning(job)
  const total = job.total.customers
  return (
    <section
      aria-label="Recompute"
      className="mb-5 flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3 shadow-raised"
    >
      <p role="status" className="font-medium">
        {running ? 'Customers are being recomputed by the new rules' : 'All customers stand by the new rules'}
      </p>
      <ProgressBar
        label="Customers recomputed"
        done={running ? done : 1}
        total={running ? total : 1}
        tone={running ? 'note' : 'good'}
      />
      <p className="text-sm text-faint">
        {running
          ? `${listProgress({ list: 'customers', done, total })} · goes on when this page is closed`
          : countOf(done, 'customer')}
      </p>
    </section>
  )
}
