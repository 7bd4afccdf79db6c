import { useQuery } from '@tanstack/react-query'
import { CircleCheck, RefreshCw, TriangleAlert } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { Button } from '../../../components/button.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Connection, Job } from '../../../lib/api-types.ts'
import { canRead } from '../connection-words.ts'
import { useConnection } from '../get-connection.ts'
import { jobListQuery, useJob } from '../jobs/get-jobs.ts'
import { JOB_KIND_WORDS, jobLine } from '../jobs/job-words.ts'
import { startProblem, useStartJob } from '../jobs/start-job.ts'
import { heldText, holdsAll, listedText } from './catalog-words.ts'

/** Whether every product and price of Stripe is here, and the button that looks again. */
export function CatalogSync({ mode }: { mode: Mode }) {
  const { data: connection } = useConnection(mode)
  const jobs = useQuery({ ...jobListQuery(mode), enabled: connection !== undefined && canRead(connection) })
  const start = useStartJob(mode, 'catalog_sync')
  if (!connection || !canRead(connection)) return null
  const running = jobs.data?.data.find((job) => job.kind !== 'catch_up' && isRunning(job))
  // The list may come a moment after the answer that the job began.
  const begun = start.data && !jobs.data?.data.some(({ id }) => id === start.data.id) ? start.data : undefined
  const job = running ?? begun
  return (
    <div className="mb-4 flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2 shadow-raised">
      <div className="min-w-0 flex-1 basis-72">
        {job ? <RunningSync mode={mode} known={job} /> : <Comparison connection={connection} />}
        {start.isError && (
          <p role="alert" className="text-sm font-medium text-bad">
            {startProblem(start.error)}
          </p>
        )}
      </div>
      <Button busy={start.isPending || job !== undefined} onClick={() => start.mutate(undefined)}>
        <RefreshCw aria-hidden className={`size-3.5 ${job ? 'animate-turn' : ''}`} />
        {job ? 'Syncing…' : 'Sync now'}
      </Button>
    </div>
  )
}

function RunningSync({ mode, known }: { mode: Mode; known: Job }) {
  const job = useJob(mode, known)
  return (
    <p className="text-soft">
      {JOB_KIND_WORDS[job.kind].label}: {jobLine(job)}
    </p>
  )
}

function Comparison({ connection: { catalog } }: { connection: Connection }) {
  if (!catalog) return <p className="text-soft">The catalog was not compared with Stripe yet.</p>
  const same = holdsAll(catalog)
  const Icon = same ? CircleCheck : TriangleAlert
  return (
    <p className="flex gap-2">
      <Icon aria-hidden className={`mt-0.75 size-4 shrink-0 ${same ? 'text-good' : 'text-warn'}`} />
      <span className="min-w-0">
        {listedText(catalog)}; <span className={same ? '' : 'font-semibold text-warn'}>{heldText(catalog)}</span>.{' '}
        <span className="whitespace-nowrap text-faint">
          Compared <TimeAgo at={catalog.at} />
        </span>
      </span>
    </p>
  )
}
