import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { incoming, replaceBindings, rpc, settle, stubOf, withBatch } from './tenant.ts'

/**
 * Breaks between any two steps of a flush: before D1 has the batch, or after it but before the cursor knows; as an
 * error, or as the death of the object in the middle of its alarm.
 */
export function faultyBindings(random: () => number): (env: Bindings, state: DurableObjectState) => Partial<Bindings> {
  return (env, state) => ({
    DB: withBatch(env.DB, async (statements) => {
      const luck = random()
      if (luck < 0.2) throw new Error('D1_ERROR: injected before the batch')
      if (luck < 0.3) state.abort('injected before the batch')
      const results = await env.DB.batch(statements)
      if (luck < 0.5) throw new Error('D1_ERROR: injected after the batch')
      if (luck < 0.6) state.abort('injected after the batch')
      return results
    }),
  })
}

/** What an object that died did not acknowledge is sent again, as Stripe does. */
export async function untilAcknowledged<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call()
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

/** Delivers in this order, with evictions, injected faults and alarms in between as chance has it; all is well at the end. */
export async function deliver(tenant: Tenant, events: readonly object[], random: () => number): Promise<void> {
  for (const event of events) {
    await untilAcknowledged(() => rpc(tenant).ingest(tenant, incoming(event)))
    const luck = random()
    if (luck < 0.08) await evictDurableObject(stubOf(tenant)).catch(() => undefined)
    if (luck < 0.2) await untilAcknowledged(() => replaceBindings(tenant, faultyBindings(random)))
    if (luck > 0.8) await runDurableObjectAlarm(stubOf(tenant)).catch(() => undefined)
  }
  await untilAcknowledged(() => replaceBindings(tenant, () => ({})))
  // An alarm that was rung by hand and died is not rung again; the cron does that in its place.
  await rpc(tenant).poke(tenant)
  await settle(tenant)
}
