import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Template, TemplateStarter, TemplateVersion } from '../../lib/api-types.ts'
import { readAll } from '../../lib/read-all.ts'

const VERSIONS = 20

export function templatesKey(mode: Mode) {
  return ['templates', mode] as const
}

export function templateListKey(mode: Mode) {
  return [...templatesKey(mode), 'list'] as const
}

export function templateKey(mode: Mode, id: string) {
  return [...templatesKey(mode), 'one', id] as const
}

export function versionsKey(mode: Mode, id: string) {
  return [...templatesKey(mode), 'versions', id] as const
}

/** All templates, newest first. */
export function templateListQuery(mode: Mode) {
  return queryOptions({
    queryKey: templateListKey(mode),
    queryFn: ({ signal }) => readAll<Template>('/api/v1/templates', mode, signal),
  })
}

export function templateQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: templateKey(mode, id),
    queryFn: ({ signal }) => callApi<Template>(templatePath(id), { mode, signal }),
  })
}

/** What was published, newest first. */
export function versionsQuery(mode: Mode, id: string) {
  return infiniteQueryOptions({
    queryKey: versionsKey(mode, id),
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<TemplateVersion>>(`${templatePath(id)}/versions`, {
        mode,
        signal,
        query: { limit: VERSIONS, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** They come with Billhook and are the same for everybody. */
export function startersQuery(mode: Mode) {
  return queryOptions({
    queryKey: ['template-starters'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await callApi<Page<TemplateStarter>>('/api/v1/template-starters', { mode, signal })).data,
  })
}

export function templatePath(id: string): string {
  return `/api/v1/templates/${encodeURIComponent(id)}`
}
