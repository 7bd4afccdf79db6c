import type { QueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning, type JobStatus } from '../../../../worker/domain/job.ts'
import type { Page } from '../../../lib/api.ts'
import type { Connection, Job, LiveMessage } from '../../../lib/api-types.ts'
import { connectionKey } from '../get-connection.ts'
import { jobKey, jobListKey } from './get-jobs.ts'

export type LiveJob = Extract<LiveMessage, { type: 'job' }>

/**
 * Reads again what the live connection told of: a job at every step, the list and the connection only when a job
 * begins or ends, as these cost more.
 */
export function applyLiveJobs(queryClient: QueryClient, mode: Mode, jobs: LiveJob[]): void {
  for (const id of new Set(jobs.map((job) => job.id)))
    void queryClient.invalidateQueries({ queryKey: jobKey(mode, id) })
  const list = queryClient.getQueryData<Page<Job>>(jobListKey(mode))?.data ?? []
  const connection = queryClient.getQueryData<Connection>(connectionKey(mode))
  const known = new Map([...list, ...(connection?.import ? [connection.import] : [])].map((job) => [job.id, job]))
  const turned = jobs.some((job) => {
    const before = known.get(job.id)
    return !before || isRunning(before) !== isRunning({ status: job.status as JobStatus })
  })
  if (!turned) return
  void queryClient.invalidateQueries({ queryKey: jobListKey(mode) })
  void queryClient.invalidateQueries({ queryKey: connectionKey(mode) })
}
