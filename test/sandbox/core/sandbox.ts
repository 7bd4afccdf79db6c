import type { Stripe } from 'stripe'
import type { BulkSeed } from './bulk/bulk-seed.ts'
import { DerivedMap } from './derived-map.ts'
import type { SandboxEndpoint } from './endpoints.ts'
import { EventLog, type EventRecord } from './event-log.ts'
import { makeId } from './ids.ts'
import { ObjectTable } from './object-table.ts'
import type { PriceTier } from './objects/price.ts'
import { createRandom, type Random, type RandomState } from './random.ts'
import { TaskQueue } from './task-queue.ts'

export const SANDBOX_API_VERSION = '2026-10-28.endive'

/** The Stripe account that the sandbox plays, with the Billing settings that decide what happens by the clock. */
export interface SandboxAccount {
  id: string
  name: string
  country: string
  /** Seconds. */
  created: number
  /** The account's default API version: what `GET /v1/events` and endpoints without a version get. */
  apiVersion: string
  /** Days after the first failure on which a failed invoice is tried again. */
  retryDays: readonly number[]
  /** What becomes of a subscription when the last try failed. */
  afterLastRetry: 'cancel' | 'unpaid' | 'past_due' | 'pause'
  /** How many days before a renewal invoice.upcoming is sent. */
  upcomingDays: number
  /** Live mode takes endpoints without TLS, which Stripe refuses. */
  insecureEndpoints: boolean
}

export interface SandboxOptions {
  /** Same seed and same calls, same objects and events. */
  seed: string | number | RandomState
  /** The sandbox clock's first second. */
  now: number
  livemode?: boolean
  account?: Partial<SandboxAccount>
}

/** How a card answers; Stripe's test cards each have one of these. */
export type CardBehaviour = 'succeeds' | 'declines' | 'requires_action'

/** An event on its way into the log. */
export interface Emission {
  type: Stripe.Event['type']
  object: object
  previous: object | null
  links: EventRecord['links']
}

const ACCOUNT_AGE_SECONDS = 4 * 365 * 86_400

/** A Stripe account in one mode as pure state: objects, events, what falls due, and a clock that only moves when told to. */
export class StripeSandbox {
  readonly account: SandboxAccount
  readonly livemode: boolean
  random: Random
  readonly tasks = new TaskQueue()
  readonly events = new EventLog()
  readonly products = new ObjectTable<Stripe.Product>()
  readonly prices = new ObjectTable<Stripe.Price>()
  readonly customers = new ObjectTable<Stripe.Customer>()
  readonly paymentMethods = new ObjectTable<Stripe.PaymentMethod>()
  readonly subscriptions = new ObjectTable<Stripe.Subscription>()
  readonly invoices = new ObjectTable<Stripe.Invoice>()
  readonly invoiceItems = new ObjectTable<Stripe.InvoiceItem>()
  readonly invoicePayments = new ObjectTable<Stripe.InvoicePayment>()
  readonly paymentIntents = new ObjectTable<Stripe.PaymentIntent>()
  readonly charges = new ObjectTable<Stripe.Charge>()
  readonly refunds = new ObjectTable<Stripe.Refund>()
  readonly disputes = new ObjectTable<Stripe.Dispute>()
  readonly coupons = new ObjectTable<Stripe.Coupon>()
  readonly discounts = new ObjectTable<Stripe.Discount>()
  readonly checkoutSessions = new ObjectTable<Stripe.Checkout.Session>()
  readonly features = new ObjectTable<Stripe.Entitlements.Feature>()
  readonly endpoints = new ObjectTable<SandboxEndpoint>()
  /** Customer id → what its subscriptions entitle it to. */
  readonly entitlements = new Map<string, Stripe.Entitlements.ActiveEntitlementSummary>()
  /** Price id → its tiers, which events and answers show only when expanded. */
  readonly tiers = new Map<string, readonly PriceTier[]>()
  /** Object id → other fields that appear only when they are expanded. */
  readonly hidden = new Map<string, Record<string, unknown>>()
  /** Payment method id → how it answers; one that is not named succeeds. */
  readonly cards = new Map<string, CardBehaviour>()
  /** Invoice id → its default invoice payment. */
  readonly paymentOfInvoice = new DerivedMap<string>()
  /** Payment intent id → the invoice it pays. */
  readonly invoiceOfIntent = new DerivedMap<string>()
  /** Customer id → ids of invoice items that wait for the next invoice. */
  readonly pendingItems = new Map<string, string[]>()
  /** Customer id → the last charge that took its money. */
  readonly lastChargeOf = new Map<string, string>()
  /** Customer id → its subscriptions, ended ones included. */
  readonly subscriptionsOf = new DerivedMap<string[]>()
  /** Object id → `created` of its latest event. */
  readonly lastEventOf = new Map<string, number>()
  /** Event id → endpoints that have not answered 2xx yet. */
  readonly outstanding = new Map<string, number>()
  /** Invoice.created event and endpoint that failed it → when the event came about; they hold up finalising. */
  readonly failedNotices = new Map<string, number>()
  /** Name in the demo's catalog → price id. */
  readonly demoPrices = new Map<string, string>()
  /** Seedings at scale, whose objects are made on demand. */
  readonly bulk: BulkSeed[] = []
  /** How many ids have been made. */
  idCount = 0
  /** The API request under way, which its events name; null while nothing happens. */
  cause: Stripe.Event.Request | null = null
  /** Events held back until a flow ends, so that they can be put into the order Stripe sends them. */
  held: Emission[] | null = null
  private time: number
  private readonly listeners = new Set<(record: EventRecord) => void>()

  constructor(options: SandboxOptions) {
    this.random = createRandom(options.seed)
    this.livemode = options.livemode ?? false
    this.time = Math.floor(options.now)
    this.account = {
      id: this.newId('acct'),
      name: 'Rocket Rides',
      country: 'US',
      created: this.time - ACCOUNT_AGE_SECONDS,
      apiVersion: SANDBOX_API_VERSION,
      retryDays: [3, 5, 7],
      afterLastRetry: 'cancel',
      upcomingDays: 7,
      insecureEndpoints: false,
      ...options.account,
    }
  }

  newId(prefix: string): string {
    this.idCount += 1
    return makeId(this.random, prefix, this.idCount)
  }

  /** Goes on where a saved sandbox stood, so that its ids do not come again. */
  restoreChance(state: RandomState, idCount: number): void {
    this.random = createRandom(state)
    this.idCount = idCount
  }

  /** Seconds of the sandbox clock. */
  now(): number {
    return this.time
  }

  /** Moves the clock without doing what falls due on the way; `advance` in advance.ts is what callers want. */
  setTime(time: number): void {
    if (time < this.time && (this.events.size > 0 || this.bulk.length > 0)) {
      throw new Error('The sandbox clock cannot go back once something has happened.')
    }
    this.time = time
  }

  /** Calls the listener for each event as it comes about; the answer ends that. */
  onEvent(listener: (record: EventRecord) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Stores the event and tells the listeners. */
  record(record: EventRecord): void {
    this.events.add(record)
    for (const listener of this.listeners) listener(record)
  }
}
