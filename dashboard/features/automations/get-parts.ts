import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { readAll } from '../../lib/read-all.ts'

interface TemplateRow {
  id: string
  name: string
  kind: string
  published_version: number | null
}

interface EndpointRow {
  id: string
  url: string
  description: string | null
}

/** The mails that an automation may send, under the key of templates, so that a change of one is seen here too. */
export function mailTemplatesQuery(mode: Mode) {
  return queryOptions({
    queryKey: ['templates', mode, 'mails'],
    queryFn: async ({ signal }) => {
      const rows = await readAll<TemplateRow>('/api/v1/templates', mode, signal)
      return rows
        .filter(({ kind }) => kind === 'mail')
        .map(({ id, name, published_version }) => ({ id, name, isPublished: published_version !== null }))
    },
  })
}

/** The endpoints that an automation may call. */
export function endpointChoicesQuery(mode: Mode) {
  return queryOptions({
    queryKey: ['endpoints', mode, 'choices'],
    queryFn: async ({ signal }) => {
      const rows = await readAll<EndpointRow>('/api/v1/endpoints', mode, signal)
      return rows.map(({ id, url, description }) => ({ id, name: description ?? url }))
    },
  })
}
