import type { Action } from '../../domain/automation/automation.ts'
import type { Run, Stopped } from '../../domain/automation/run.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Delivery } from '../../domain/delivery/delivery.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import { buildHook } from '../../domain/hook/build-hook.ts'
import { hookCustomer } from '../../domain/hook/hook-customer.ts'
import { boundTemplate, type Template } from '../../domain/template.ts'
import { isoOfMs } from '../../domain/times.ts'
import { type Bench, rederive } from '../customers/derive.ts'
import { deliver } from './deliver.ts'
import { listDocuments, readDocument } from './documents.ts'
import { modeOf } from './tell-endpoints.ts'

export type Acted = { result: string; delivery: string | null } | { stopped: Stopped }

type Doing = Exclude<Action, { type: 'wait' }>

/** Does one action of a run, for the customer as it is now. */
export function act(bench: Bench, run: Run, record: CustomerRecord, action: Doing): Acted {
  switch (action.type) {
    case 'send_email':
      return sendMail(bench, run, record, action.template)
    case 'webhook':
      return callEndpoint(bench, run, record, action.endpoint)
    default:
      return change(bench, run, record, action)
  }
}

function sendMail(bench: Bench, run: Run, record: CustomerRecord, templateId: string | undefined): Acted {
  const { sql } = bench.ws
  const template = templateId
    ? readDocument<Template>(sql, 'template', templateId)
    : boundTemplate(listDocuments<Template>(sql, 'template'), { ...run.occurrence })
  if (!template || template.publishedVersion === null) {
    const detail = templateId ? `Template ${templateId} is not published.` : 'No published template is bound to this.'
    return { stopped: { code: 'no_template', detail } }
  }
  const delivery = deliver(bench, {
    ...{ channel: 'mail', kind: 'automation', customerId: record.id, run: runOf(run), occurrence: run.occurrence },
    template: { id: template.id, version: template.publishedVersion },
  })
  return { result: `Sends the mail “${template.name}”.`, delivery: delivery.id }
}

function callEndpoint(bench: Bench, run: Run, record: CustomerRecord, endpointId: string): Acted {
  const endpoint = readDocument<Endpoint>(bench.ws.sql, 'endpoint', endpointId)
  if (!endpoint || !record.state)
    return { stopped: { code: 'no_endpoint', detail: `There is no endpoint ${endpointId}.` } }
  const { automation, occurrence, id } = run
  const { body } = buildHook('automation.fired', isoOfMs(bench.nowMs), {
    ...{ mode: modeOf(bench), customer: hookCustomer(record.state), run_id: id },
    automation: { id: automation.id, name: automation.name },
    event: occurrence.event ? { id: occurrence.event, type: occurrence.trigger } : null,
  })
  const delivery = deliver(bench, {
    ...{ channel: 'webhook', kind: 'automation', customerId: record.id, run: runOf(run), occurrence },
    ...{ endpoint: endpointId, type: 'automation.fired', body, to: endpoint.url },
  })
  return { result: `Calls ${endpoint.url}.`, delivery: delivery.id }
}

function runOf({ id, automation, step }: Run): NonNullable<Delivery['run']> {
  return { id, automation: automation.id, step }
}

function change(
  bench: Bench,
  run: Run,
  record: CustomerRecord,
  action: Extract<Doing, { type: 'add_tag' | 'remove_tag' | 'set_field' | 'set_access' }>,
): Acted {
  const by = run.id
  const setAt = isoOfMs(bench.nowMs)
  const note = `Automation “${run.automation.name}”: ${wordsOf(action)}`
  const next = changed(record, action, { by, setAt, automation: run.automation.name })
  rederive(bench, next, { kind: 'automation', by, note, depth: run.depth + 1 }, { covered: false, isChanged: true })
  return { result: wordsOf(action), delivery: null }
}

function changed(
  record: CustomerRecord,
  action: Parameters<typeof change>[3],
  { by, setAt, automation }: { by: string; setAt: string; automation: string },
): CustomerRecord {
  switch (action.type) {
    case 'add_tag':
      return { ...record, tags: [...new Set([...record.tags, action.tag])].sort() }
    case 'remove_tag':
      return { ...record, tags: record.tags.filter((tag) => tag !== action.tag) }
    case 'set_field': {
      const { [action.key]: _former, ...fields } = record.fields
      const set = { value: action.value, set_by: by, set_at: setAt }
      return { ...record, fields: action.value === null ? fields : { ...fields, [action.key]: set } }
    }
    case 'set_access': {
      const reason = `Automation “${automation}”`
      const access = { value: action.state, until: null, reason, set_by: by, set_at: setAt }
      return { ...record, overrides: { ...record.overrides, access } }
    }
  }
}

function wordsOf(action: Parameters<typeof change>[3]): string {
  switch (action.type) {
    case 'add_tag':
      return `adds the tag ${action.tag}.`
    case 'remove_tag':
      return `removes the tag ${action.tag}.`
    case 'set_field':
      return `sets the field ${action.key}.`
    case 'set_access':
      return `sets access to ${action.state}.`
  }
}
