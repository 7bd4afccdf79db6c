import type { EventSource } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobKind, JobRecord } from '../domain/job.ts'
import type { JobWork, PageRead } from '../domain/job-work.ts'
import type { ObjectType } from '../domain/stripe-object.ts'
import type { AutomationRpc } from './automation-rpc.ts'
import type { CustomerRpc } from './customer-rpc.ts'
import type { SimulationRpc } from './simulation-rpc.ts'

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

export interface Ingested {
  /** The event id was already in the inbox. */
  duplicate: boolean
  foreign: boolean
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
  /** Pages of snapshots that D1 has not got yet; counted up to a few. */
  waitingPages: number
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

/** What opens Stripe for a tenant; sealed wherever it is stored. */
export type Credential =
  | { kind: 'restricted_key'; apiKey: string }
  /** Rolled at every refresh: the object refreshes it alone. */
  | { kind: 'app_oauth'; accessToken: string; refreshToken: string; expiresAtMs: number }
  /** The platform's own key with the header Stripe-Account. */
  | { kind: 'connect_oauth' }

/** The tenant's link to one Stripe account, as its object keeps it. */
export interface Link {
  /** Grows with every connect and disconnect; what was begun for another epoch is refused. */
  epoch: number
  stripeAccountId: string
  credential: Credential
  /** How far back the import that begins with the link reads invoices, charges and disputes. */
  importMonths: number
}

/** How to call Stripe for a tenant now. */
export interface StripeAccess {
  epoch: number
  kind: Credential['kind'] | 'deployment_key'
  apiKey: string
  /** Value of the header Stripe-Account; null where the key is the account's own. */
  stripeAccount: string | null
  /** False for the deployment's key: nobody has checked whose it is, so what it does not find is not gone. */
  proven: boolean
}

export interface JobRequest {
  kind: JobKind
  /** How far back invoices, charges and disputes are read. */
  months: number
}

export type JobAnswer =
  | { job: JobRecord; started: boolean }
  /** No key; an import is running, which does the work of the others. */
  | { refused: 'not_linked' | 'import_running' }

/** What reading one page did; stored together with the new position or not at all. */
export interface PageCommit extends PageRead {
  jobId: string
  driver: number
  objects: Snapshot[]
  events: IncomingEvent[]
}

export interface PageAnswer {
  /** The work after this page; null for a job that nobody knows. */
  work: JobWork | null
  /** Pages that D1 has not got yet: where they are many, reading on would only fill the inbox. */
  waiting: number
}

/**
 * What the Worker may ask of a tenant's object; everything that changes state goes through here.
 * Each call names its tenant, so that an object never answers for another one.
 */
export interface AccountRpc extends CustomerRpc, AutomationRpc, SimulationRpc {
  /**
   * Durable when it returns, unless it is `foreign`: routed to this tenant as of `stripeAccount`, which is not the one that
   * is linked now.
   */
  ingest(tenant: Tenant, event: IncomingEvent, stripeAccount?: string | null): Promise<Ingested>
  /** `epoch` is that of the access they were read with; those of an earlier link are refused. */
  ingestSnapshots(tenant: Tenant, epoch: number, snapshots: Snapshot[]): Promise<{ accepted: number }>
  /**
   * Remembers how to reach Stripe, and begins the import. Jobs of an earlier epoch end as canceled; what is held of another
   * Stripe account goes. An epoch that is not newer changes nothing.
   */
  link(tenant: Tenant, link: Link): Promise<void>
  /** Forgets the credential and cancels what runs; data stays. Only for the epoch that is held, or an older one. */
  unlink(tenant: Tenant, epoch: number): Promise<void>
  /**
   * Null where nothing may be fetched. Refreshes a token that is about to end, or that Stripe has just refused
   * (`refusedKey`); one caller at a time does.
   */
  stripeAccess(tenant: Tenant, refusedKey?: string): Promise<StripeAccess | null>
  /** Whether the object is held already. */
  holds(tenant: Tenant, objectType: ObjectType, objectId: string): Promise<boolean>
  /** Begins a job, or answers the one of that kind that runs. */
  startJob(tenant: Tenant, request: JobRequest): Promise<JobAnswer>
  jobWork(tenant: Tenant, jobId: string): Promise<JobWork | null>
  /** The work, for one who goes on with it; null where it is over or a newer driver has it. */
  takeJob(tenant: Tenant, jobId: string, driver: number): Promise<JobWork | null>
  /** A page that is in already, of a job that is over or of a driver that was replaced changes nothing. */
  commitPage(tenant: Tenant, page: PageCommit): Promise<PageAnswer>
  /** Looks at some of what is held for objects that Stripe did not list, and ends the job after the last of them. */
  sweepJob(tenant: Tenant, jobId: string): Promise<JobWork | null>
  /** The driver waits before it goes on, or gives up with a sentence that says why. */
  pauseJob(tenant: Tenant, jobId: string): Promise<void>
  failJob(tenant: Tenant, jobId: string, error: string): Promise<void>
  /** Tells open dashboards that the connection is another one than they show. */
  announceConnection(tenant: Tenant): Promise<void>
  replay(tenant: Tenant, request: ReplayRequest): Promise<ReplayAnswer>
  /** Re-arms a lost alarm; the cron sweep calls it. */
  poke(tenant: Tenant): Promise<Backlog>
  /** Projects everything to D1 again. */
  reproject(tenant: Tenant): Promise<void>
  /** Development only: moves this tenant's clock forward. Answers the new time in ms. */
  advanceClock(tenant: Tenant, seconds: number): Promise<{ nowMs: number }>
}
