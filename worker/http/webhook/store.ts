import type { IncomingEvent, Ingested } from '../../account/rpc.ts'
import { accountStub } from '../../account/stub.ts'
import type { Bindings } from '../../config.ts'
import { type Tenant, tenantName } from '../../domain/ids.ts'
import { describeError, log } from '../../log.ts'

const RETRY_DELAY_MS = { min: 50, spread: 200 }

/**
 * Makes the event durable in its tenant's object. One retry on a fresh stub covers an object that was just moved or
 * updated; an overloaded one must not be asked again. Null: it could not be stored, so it must not be acknowledged.
 */
export async function storeEvent(
  env: Bindings,
  { tenant, stripeAccount }: { tenant: Tenant; stripeAccount: string | null },
  event: IncomingEvent,
): Promise<Ingested | null> {
  try {
    return await ingest(env, tenant, event, stripeAccount)
  } catch (error) {
    if (isOverloaded(error)) return giveUp(tenant, event, error)
  }
  await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS.min + Math.random() * RETRY_DELAY_MS.spread))
  try {
    return await ingest(env, tenant, event, stripeAccount)
  } catch (error) {
    return giveUp(tenant, event, error)
  }
}

/** An answer over RPC holds resources of the other side, so only the value is passed on. */
async function ingest(
  env: Bindings,
  tenant: Tenant,
  event: IncomingEvent,
  stripeAccount: string | null,
): Promise<Ingested> {
  const { duplicate, foreign } = await accountStub(env, tenant).ingest(tenant, event, stripeAccount)
  return { duplicate, foreign }
}

function isOverloaded(error: unknown): boolean {
  return error instanceof Error && (error as Error & { overloaded?: boolean }).overloaded === true
}

function giveUp(tenant: Tenant, event: IncomingEvent, error: unknown): null {
  log('error', 'event_not_stored', { tenant: tenantName(tenant), event: event.id, error: describeError(error) })
  return null
}
