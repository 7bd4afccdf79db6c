import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Automation, AutomationReport, AutomationVersion, Recipe } from '../../lib/api-types.ts'
import { readAll } from '../../lib/read-all.ts'

const VERSIONS_SIZE = 20

export const automationKeys = {
  all: (mode: Mode) => ['automations', mode] as const,
  list: (mode: Mode) => ['automations', mode, 'list'] as const,
  one: (mode: Mode, id: string) => ['automations', mode, 'one', id] as const,
  reports: (mode: Mode) => ['automations', mode, 'report'] as const,
  versions: (mode: Mode) => ['automations', mode, 'versions'] as const,
  recipes: (mode: Mode) => ['automations', mode, 'recipes'] as const,
}

export function automationListQuery(mode: Mode) {
  return queryOptions({
    queryKey: automationKeys.list(mode),
    queryFn: ({ signal }) => readAll<Automation>('/api/v1/automations', mode, signal),
  })
}

export function automationQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: automationKeys.one(mode, id),
    queryFn: ({ signal }) => callApi<Automation>(automationPath(id), { mode, signal }),
  })
}

export function reportQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: [...automationKeys.reports(mode), id],
    queryFn: ({ signal }) => callApi<AutomationReport>(`${automationPath(id)}/report`, { mode, signal }),
  })
}

/** Newest first. */
export function versionsQuery(mode: Mode, id: string) {
  return infiniteQueryOptions({
    queryKey: [...automationKeys.versions(mode), id],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<AutomationVersion>>(`${automationPath(id)}/versions`, {
        ...{ mode, signal, query: { limit: VERSIONS_SIZE, after: pageParam } },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

export function recipesQuery(mode: Mode) {
  return queryOptions({
    queryKey: automationKeys.recipes(mode),
    queryFn: ({ signal }) => readAll<Recipe>('/api/v1/recipes', mode, signal),
  })
}

export function automationPath(id: string): string {
  return `/api/v1/automations/${encodeURIComponent(id)}`
}
