import type { QueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { Page } from '../../../lib/api.ts'
import type { Job } from '../../../lib/api-types.ts'
import { jobKey, jobListKey } from './get-jobs.ts'

/** Puts a job that an answer told of where everything about jobs looks; null: none was begun. */
export function noteJob(queryClient: QueryClient, mode: Mode, job: Job | null): void {
  if (!job) return
  queryClient.setQueryData(jobKey(mode, job.id), job)
  queryClient.setQueryData<Page<Job>>(jobListKey(mode), (page) => ({
    object: 'list',
    has_more: false,
    next_cursor: null,
    ...page,
    data: [job, ...(page?.data ?? []).filter(({ id }) => id !== job.id)],
  }))
  void queryClient.invalidateQueries({ queryKey: jobListKey(mode) })
}
