import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../../lib/api.ts'
import { ApiError } from '../../../lib/api-error.ts'
import type { Job } from '../../../lib/api-types.ts'
import { connectionKey } from '../get-connection.ts'
import { jobKey, jobListKey } from './get-jobs.ts'

export type StartableJob = 'import' | 'catch_up' | 'catalog_sync'

const PATHS: Record<StartableJob, string> = {
  import: '/api/v1/connection/import',
  catch_up: '/api/v1/connection/catch-up',
  catalog_sync: '/api/v1/catalog/sync',
}

/** Begins a job, or joins the one of its kind that runs already. */
export function useStartJob(mode: Mode, kind: StartableJob) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (importMonths?: number) =>
      callApi<Job>(PATHS[kind], {
        method: 'POST',
        mode,
        body: importMonths === undefined ? {} : { import_months: importMonths },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (job) => queryClient.setQueryData(jobKey(mode, job.id), job),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: jobListKey(mode) })
      void queryClient.invalidateQueries({ queryKey: connectionKey(mode) })
    },
  })
}

/** Why a job did not begin, in words. */
export function startProblem(error: unknown): string {
  if (error instanceof ApiError && error.code === 'import_running')
    return 'An import is running. It reads everything, so that nothing else needs to run beside it.'
  return error instanceof Error ? error.message : 'An unexpected error.'
}
