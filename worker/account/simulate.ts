import type { Automation } from '../domain/automation/automation.ts'
import type { Delivery } from '../domain/delivery/delivery.ts'
import type { Rules } from '../domain/derive-customer.ts'
import type { Change } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'
import { applyRow } from './apply.ts'
import { attempt } from './attempt.ts'
import { readRun } from './automations/runs.ts'
import { takeDelivery } from './automations/take.ts'
import { living } from './customers/living.ts'
import { Workspace } from './customers/workspace.ts'
import { type InboxRow, insertEvent, readInboxByKey } from './inbox.ts'
import { readMetaNumber } from './meta.ts'
import type { IncomingEvent } from './rpc.ts'
import type { SimulatedRun, Simulation } from './simulation-rpc.ts'
import type { Run } from './turn.ts'

/** Thrown on purpose: what a simulation wrote is to be undone. */
class RolledBack extends Error {}

interface Told {
  history: readonly IncomingEvent[]
  events: readonly IncomingEvent[]
}

/** Runs of a simulation are never those that were: what has happened already would start nothing. */
const SUFFIX = ' (simulated)'
const OUTBOX = { name: 'outbox', isIdempotent: true } as const

/**
 * What would happen if these events came now: the very code that decides, in a transaction that is thrown away. Nothing of
 * it stays, and nothing is sent.
 */
export function simulate(
  storage: DurableObjectStorage,
  tenant: Tenant,
  told: Told,
  by: { rules: Rules; nowMs: number },
): Simulation {
  let simulation: Simulation | undefined
  try {
    storage.transactionSync(() => {
      simulation = happen(storage, tenant, told, by)
      throw new RolledBack()
    })
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
  }
  if (!simulation) throw new Error('A simulation came to nothing.')
  return simulation
}

function happen(
  storage: DurableObjectStorage,
  tenant: Tenant,
  { history, events }: Told,
  { rules, nowMs }: { rules: Rules; nowMs: number },
): Simulation {
  const { sql } = storage
  const customersBefore = readMetaNumber(sql, 'customer_number')
  const beginRun = (): Run => {
    const settings = { canFetch: false, canBeDeauthorized: false }
    return { settings, rules, nowMs, onParked: () => undefined, storage, ws: new Workspace(sql), isAlone: false }
  }
  const past = beginRun()
  past.ws.acts.goBy([])
  receive(past, history)
  const deliveriesBefore = sql.exec<{ n: number }>('SELECT COALESCE(MAX(number), 0) AS n FROM deliveries').one().n
  const run = beginRun()
  const { ws } = run
  ws.acts.keySuffix = SUFFIX
  // Whatever the events' dates: they come now, when all of these are on.
  ws.acts.goBy(ws.acts.automations().map((automation) => ({ ...automation, onSinceMs: 0 })))
  const errors = receive(run, events)
  const bench = { ws: new Workspace(sql), rules, nowMs }
  const decided = [...errors.keys()].flatMap((id) => readInboxByKey(sql, id) ?? [])
  // An invoice that is still to come is no object that anybody has; it names its Stripe customer.
  const owner = ({ customerId, stripeCustomerId }: InboxRow): string | null =>
    customerId ?? (stripeCustomerId === null ? null : (bench.ws.link(stripeCustomerId)?.customerId ?? null))
  const customerId = decided.map(owner).findLast((id) => id !== null) ?? null
  const record = customerId === null ? null : living(bench, customerId)
  const deliveries = sql
    .exec<{ body: string }>('SELECT body FROM deliveries WHERE number > ?1 ORDER BY number', deliveriesBefore)
    .toArray()
    .map(({ body }) => JSON.parse(body) as Delivery)
  // As whoever sends them would be given them: what would be sent to nobody is left out.
  const taken = deliveries.flatMap(({ id }) => takeDelivery(bench, tenant, id, OUTBOX) ?? [])
  return {
    customer: record?.state ?? null,
    isCreated: record !== null && record.number > customersBefore,
    events: decided.map(({ key, outcome, notes }) => {
      const error = errors.get(key)
      return error ? { id: key, outcome: 'parked', notes: [error] } : { id: key, outcome, notes: JSON.parse(notes) }
    }),
    changes: decided.flatMap(({ changes }) => JSON.parse(changes) as Change[]),
    runs: runsOf(sql, ws.acts.automations(), ws.acts.started),
    mails: taken.filter((one) => one.channel === 'mail'),
    webhooks: taken.flatMap((one) =>
      one.channel === 'webhook' ? [{ url: one.url, body: JSON.parse(one.delivery.body ?? 'null') as unknown }] : [],
    ),
  }
}

/** Decides them one after the other; answers their ids, each with why it could not be decided, or null. */
function receive(run: Run, events: readonly IncomingEvent[]): Map<string, string | null> {
  const { sql } = run.storage
  const errors = new Map<string, string | null>()
  for (const event of events) {
    sql.exec('DELETE FROM inbox WHERE key = ?1', event.id)
    insertEvent(sql, event, run.nowMs)
    const row = readInboxByKey(sql, event.id)
    if (!row) throw new Error(`Event ${event.id} was not stored.`)
    errors.set(
      event.id,
      attempt(run, () => applyRow(run, row, false)),
    )
  }
  run.ws.flush()
  return errors
}

/** Also those that nothing started: a person asks why. */
function runsOf(sql: SqlStorage, automations: readonly Automation[], started: readonly string[]): SimulatedRun[] {
  const runs = started.flatMap((key) => readRun(sql, key)?.run ?? [])
  const told = runs.map(({ automation: { id, name }, status, stopped, occurrence, logOnly = false, steps }) => ({
    ...{ automation: { id, name }, trigger: occurrence.trigger, status, matched: status !== 'stopped' },
    failing: stopped?.code === 'condition' ? stopped.failing : null,
    reason: stopped && stopped.code !== 'condition' ? stopped.detail : null,
    ...{ logOnly, steps: steps.map(({ result }) => result) },
  }))
  const others = automations
    .filter(({ id }) => !runs.some(({ automation }) => automation.id === id))
    .map(({ id, name, trigger, logOnly = false }) => ({
      ...{ automation: { id, name }, trigger: trigger.type, status: null, matched: false, failing: null },
      ...{ reason: 'Nothing happened that it waits for.', logOnly, steps: [] },
    }))
  return [...told, ...others]
}
