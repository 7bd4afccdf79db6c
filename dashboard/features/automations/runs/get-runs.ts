import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { RunStatus } from '../../../../worker/domain/automation/run.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../../lib/api.ts'
import type { Run } from '../../../lib/api-types.ts'
import { automationPath } from '../get-automations.ts'

const PAGE_SIZE = 50

export const runKeys = {
  all: (mode: Mode) => ['runs', mode] as const,
  list: (mode: Mode, automationId: string, status: RunStatus | undefined) =>
    ['runs', mode, 'list', automationId, status ?? null] as const,
  one: (mode: Mode, id: string) => ['runs', mode, 'one', id] as const,
}

/** Runs of an automation, newest first. */
export function runListQuery(mode: Mode, automationId: string, status?: RunStatus) {
  return infiniteQueryOptions({
    queryKey: runKeys.list(mode, automationId, status),
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<Run>>(`${automationPath(automationId)}/runs`, {
        mode,
        signal,
        query: { limit: PAGE_SIZE, after: pageParam, status },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

export function runQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: runKeys.one(mode, id),
    queryFn: ({ signal }) => callApi<Run>(`/api/v1/runs/${encodeURIComponent(id)}`, { mode, signal }),
  })
}
