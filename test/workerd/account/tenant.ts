import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { AccountObject } from '../../../worker/account/account-object.ts'
import { hasCustomerWork } from '../../../worker/account/customers/backlog.ts'
import { rowToHeldObject } from '../../../worker/account/objects.ts'
import type { AccountRpc, IncomingEvent } from '../../../worker/account/rpc.ts'
import { accountStub } from '../../../worker/account/stub.ts'
import type { Bindings } from '../../../worker/config.ts'
import { type AccountId, type Mode, type Tenant, tenantName } from '../../../worker/domain/ids.ts'
import type { ObjectType } from '../../../worker/domain/stripe-object.ts'
import { parseEnvelope } from '../../../worker/stripe/envelope.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'

let tenants = 0

/** Storage is shared by the tests of a file, so each test takes tenants of its own. */
export function newTenant(mode: Mode = 'test'): Tenant {
  tenants += 1
  return { accountId: `acc_t${tenants}` as AccountId, mode }
}

export function rpc(tenant: Tenant): AccountRpc {
  return accountStub(env as Bindings, tenant)
}

export function stubOf(tenant: Tenant): DurableObjectStub<AccountObject> {
  return env.ACCOUNT.getByName(tenantName(tenant)) as unknown as DurableObjectStub<AccountObject>
}

export function incoming(event: object): IncomingEvent {
  const parsed = parseEnvelope(new TextEncoder().encode(JSON.stringify(event)))
  if (!parsed.ok) throw new Error(parsed.error)
  const { body, livemode: _livemode, stripeAccount: _account, ...rest } = parsed.value
  return { ...rest, payload: JSON.stringify(body), source: 'webhook' }
}

/** Runs the object with some of its bindings replaced, until it is evicted. */
export async function replaceBindings(
  tenant: Tenant,
  replace: (env: Bindings, state: DurableObjectState) => Partial<Bindings>,
): Promise<void> {
  await runInDurableObject(stubOf(tenant), (instance, state) => {
    const object = instance as unknown as { env: Bindings }
    object.env = { ...(env as Bindings), ...replace(env as Bindings, state) }
  })
}

/** A database whose batches go through `batch`, which may fail before or after the real one. */
export function withBatch(
  db: D1Database,
  batch: (statements: D1PreparedStatement[]) => Promise<D1Result[]>,
): D1Database {
  return new Proxy(db, { get: (target, key) => (key === 'batch' ? batch : Reflect.get(target, key).bind(target)) })
}

/** Rings the alarm until the object has nothing left to do. */
export async function settle(tenant: Tenant): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await runDurableObjectAlarm(stubOf(tenant))
    if (await isSettled(tenant)) return
  }
  throw new Error(`${tenantName(tenant)} does not come to rest.`)
}

async function isSettled(tenant: Tenant): Promise<boolean> {
  return runInDurableObject(stubOf(tenant), (_instance, state) => {
    const { sql } = state.storage
    const meta = (key: string): number =>
      Number(sql.exec<{ value: string }>('SELECT value FROM meta WHERE key = ?', key).toArray()[0]?.value ?? 0)
    const last = sql.exec<{ seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM inbox').one().seq
    const waiting = sql
      .exec(
        'SELECT 1 FROM reprojections UNION ALL SELECT 1 FROM outbox UNION ALL SELECT 1 FROM touched UNION ALL SELECT 1 FROM jobs WHERE projected_rev < rev UNION ALL SELECT 1 FROM price_uses WHERE projected_rev < rev',
      )
      .toArray().length
    return waiting === 0 && !hasCustomerWork(sql) && meta('drained_seq') === last && meta('projected_seq') === last
  })
}

/** What the object holds, without the traces of how it came there. */
export async function objectState(tenant: Tenant): Promise<Record<string, unknown>[]> {
  return runInDurableObject(stubOf(tenant), (_instance, state) =>
    state.storage.sql.exec('SELECT id, type, at, key, kind, gone, body FROM objects ORDER BY id').toArray(),
  )
}

const CATALOG_TABLES = ['products', 'prices', 'coupons']

/** Stripe customers and subscriptions that the object holds, in one shape for all API versions. */
export async function heldFacts(tenant: Tenant, types: ObjectType[]): Promise<{ id: string }[]> {
  return runInDurableObject(stubOf(tenant), (_instance, state) =>
    types.flatMap((type) =>
      state.storage.sql
        .exec('SELECT * FROM objects WHERE type = ?1 ORDER BY id', type)
        .toArray()
        .map(rowToHeldObject)
        .map(({ objectId, winner }) => ({
          id: objectId,
          deleted: Number(winner.gone),
          event_id: winner.kind === 'snapshot' ? null : winner.key,
          ...readFacts(type, winner.object),
        })),
    ),
  )
}

/** What D1 shows of the tenant's catalog and events, and the object of the rest, without arrival times and the like. */
export async function readModelState(tenant: Tenant): Promise<{ objects: unknown[]; events: unknown[] }> {
  const where = 'WHERE account_id = ?1 AND mode = ?2 ORDER BY id'
  const objects = await Promise.all(
    CATALOG_TABLES.map(async (table) => {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table} ${where}`)
        .bind(tenant.accountId, tenant.mode)
        .all()
      return results.map(({ rev: _rev, account_id: _account, ...row }) => row)
    }),
  )
  const { results: events } = await env.DB.prepare(`SELECT id, type, created, outcome FROM events ${where}`)
    .bind(tenant.accountId, tenant.mode)
    .all()
  const held = await heldFacts(tenant, ['customer', 'subscription'])
  return { objects: [...objects.flat(), ...held], events }
}
