import type { Run, Stopped } from '../../domain/automation/run.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import { boundTemplate, type Template } from '../../domain/template.ts'
import type { Bench } from '../customers/derive.ts'
import { listDocuments, readDocument } from './documents.ts'

interface NoTarget {
  stopped: Stopped
}

/** The published template that an action sends: the one it names, or the one that is bound to what happened. */
export function templateOf(
  { ws: { sql } }: Bench,
  run: Run,
  id: string | undefined,
): { template: Template; version: number } | NoTarget {
  const template = id
    ? readDocument<Template>(sql, 'template', id)
    : boundTemplate(listDocuments<Template>(sql, 'template'), { ...run.occurrence })
  if (template && template.publishedVersion !== null) return { template, version: template.publishedVersion }
  const detail = id ? `Template ${id} is not published.` : 'No published template is bound to this.'
  return { stopped: { code: 'no_template', detail } }
}

export function endpointOf({ ws: { sql } }: Bench, id: string): { endpoint: Endpoint } | NoTarget {
  const endpoint = readDocument<Endpoint>(sql, 'endpoint', id)
  return endpoint ? { endpoint } : { stopped: { code: 'no_endpoint', detail: `There is no endpoint ${id}.` } }
}
