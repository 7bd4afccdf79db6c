import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { callApi, type Page } from '../../../lib/api.ts'
import type { Job } from '../../../lib/api-types.ts'
import { liveState } from '../../../lib/live-state.ts'
import { useStore } from '../../../lib/store.ts'
import { jobPollMs } from './job-poll.ts'

const RECENT = 10

export function jobsKey(mode: Mode) {
  return ['jobs', mode] as const
}

export function jobListKey(mode: Mode) {
  return [...jobsKey(mode), 'list'] as const
}

export function jobKey(mode: Mode, id: string) {
  return [...jobsKey(mode), 'one', id] as const
}

/** The latest jobs, newest first. */
export function jobListQuery(mode: Mode) {
  return queryOptions({
    queryKey: jobListKey(mode),
    queryFn: ({ signal }) => callApi<Page<Job>>('/api/v1/jobs', { mode, signal, query: { limit: RECENT } }),
  })
}

/**
 * `known` as it is now: told over the live connection while it runs, asked for with growing pauses where nothing is
 * told. A job that is over stays as it is.
 */
export function useJob(mode: Mode, known: Job): Job {
  const live = useStore(liveState)
  const query = useQuery({
    queryKey: jobKey(mode, known.id),
    queryFn: ({ signal }) => callApi<Job>(`/api/v1/jobs/${encodeURIComponent(known.id)}`, { mode, signal }),
    enabled: isRunning(known),
    initialData: known,
    // What stands in the list or the connection may be older than the page.
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) =>
      state.data && isRunning(state.data)
        ? jobPollMs({ liveIsOpen: live.status === 'open', updatedAtMs: Date.parse(state.data.updated_at) }, Date.now())
        : false,
  })
  return newerOf(query.data, known)
}

/** The list and the job itself are read apart from each other: the one that tells more recent progress is right. */
function newerOf(a: Job, b: Job): Job {
  if (isRunning(a) !== isRunning(b)) return isRunning(a) ? b : a
  return Date.parse(b.updated_at) > Date.parse(a.updated_at) ? b : a
}
