import type { EventSource } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'
import type { ObjectType } from '../domain/stripe-object.ts'

/** A verified Stripe event on its way into an account object's inbox. */
export interface IncomingEvent {
  id: string
  type: string
  /** Stripe's seconds. */
  created: number
  apiVersion: string | null
  source: EventSource
  /** `data.object.id`, null where the object has none (invoice.upcoming). */
  objectId: string | null
  stripeCustomerId: string | null
  /** The event as JSON text. */
  payload: string
}

export interface ReplayRequest {
  ids: string[]
  /** Actions that already ran may run again. */
  force: boolean
}

export interface ReplayAnswer {
  replayed: string[]
  /** Not in the inbox: unknown, or removed by retention. */
  missing: string[]
}

export interface Backlog {
  pending: number
  oldestPendingMs: number | null
}

/** An object as Stripe's API answered it. `asOf` (seconds) is when the request began, so that later events win. */
export interface Snapshot {
  objectType: ObjectType
  objectId: string
  asOf: number
  /** Null where Stripe answered 404: the object is gone. */
  object: Record<string, unknown> | null
  source: 'refetch' | 'import' | 'resync'
}

/**
 * What the Worker may ask of a tenant's object; everything that changes state goes through here.
 * Each call names its tenant, so that an object never answers for another one.
 */
export interface AccountRpc {
  /** Durable when it returns. `duplicate` is true when the event id was already in the inbox. */
  ingest(tenant: Tenant, event: IncomingEvent): Promise<{ duplicate: boolean }>
  ingestSnapshots(tenant: Tenant, snapshots: Snapshot[]): Promise<{ accepted: number }>
  replay(tenant: Tenant, request: ReplayRequest): Promise<ReplayAnswer>
  /** Re-arms a lost alarm; the cron sweep calls it. */
  poke(tenant: Tenant): Promise<Backlog>
  /** Projects everything to D1 again. */
  reproject(tenant: Tenant): Promise<void>
  /** Development only: moves this tenant's clock forward. Answers the new time in ms. */
  advanceClock(tenant: Tenant, seconds: number): Promise<{ nowMs: number }>
}

/** Sent to browsers over the live WebSocket once the read model holds what it tells. */
export type LiveMessage =
  | { type: 'hello' }
  | {
      type: 'events'
      events: { id: string; type: string; created: string; received_at: string; outcome: string; seq: number }[]
    }
  | { type: 'catalog' }
