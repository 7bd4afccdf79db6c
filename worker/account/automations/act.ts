import type { Action } from '../../domain/automation/automation.ts'
import type { Run, Stopped } from '../../domain/automation/run.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Delivery } from '../../domain/delivery/delivery.ts'
import { buildHook } from '../../domain/hook/build-hook.ts'
import { hookCustomer } from '../../domain/hook/hook-customer.ts'
import { isoOfMs } from '../../domain/times.ts'
import { type Bench, rederive } from '../customers/derive.ts'
import { deliver } from './deliver.ts'
import { endpointOf, templateOf } from './targets.ts'
import { modeOf } from './tell-endpoints.ts'
import { wouldAct } from './would-act.ts'

export type Acted = { result: string; delivery: string | null } | { stopped: Stopped }

export type Doing = Exclude<Action, { type: 'wait' }>

/** Does one action of a run, for the customer as it is now; where the run only records, it says what it would do. */
export function act(bench: Bench, run: Run, record: CustomerRecord, action: Doing): Acted {
  if (run.logOnly) return wouldAct(bench, run, action)
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
  const found = templateOf(bench, run, templateId)
  if ('stopped' in found) return found
  const { template, version } = found
  const delivery = deliver(bench, {
    ...{ channel: 'mail', kind: 'automation', customerId: record.id, run: runOf(run), occurrence: run.occurrence },
    template: { id: template.id, version },
  })
  return { result: `Sends the mail “${template.name}”.`, delivery: delivery.id }
}

function callEndpoint(bench: Bench, run: Run, record: CustomerRecord, endpointId: string): Acted {
  const found = endpointOf(bench, endpointId)
  if ('stopped' in found) return found
  if (!record.state) throw new Error(`Customer ${record.id} was not derived yet.`)
  const { endpoint } = found
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
