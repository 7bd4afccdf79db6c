import type { JsonObject } from '../../worker/domain/json.ts'
import { previousAttributes } from '../sandbox/core/previous-attributes.ts'
import {
  type CustomerSeed,
  DAY,
  HOUR,
  type ItemSeed,
  NOW,
  type SubscriptionSeed,
  stripeCustomer,
  subscription,
} from './billing.ts'
import { event, type StripeEvent, VERSIONS } from './billing-events.ts'
import { type ChargeSeed, charge, type DisputeSeed, dispute, type InvoiceSeed, invoice } from './billing-payments.ts'

export interface Chance {
  next(): number
  pick<T>(items: readonly T[]): T
}

/**
 * One Stripe customer from its creation on. Whatever is done to it makes the events that Stripe would send, as often as not
 * several within one second, each in the shape of some API version.
 */
export class Life {
  readonly events: StripeEvent[] = []
  readonly subscriptions: SubscriptionSeed[] = []
  readonly charges: ChargeSeed[] = []
  readonly disputes: DisputeSeed[] = []
  /** The latest invoice of each subscription. */
  readonly invoices = new Map<string, InvoiceSeed>()
  isGone = false
  readonly #chance: Chance
  #second: number
  #person: CustomerSeed
  #made = 0

  constructor(chance: Chance, bornAt: number, person: CustomerSeed & { id: string }) {
    this.#chance = chance
    this.#second = bornAt
    this.#person = { ...person, created: bornAt }
    this.#emit('customer.created', stripeCustomer(this.#person))
  }

  get id(): string {
    return this.#person.id as string
  }

  get now(): number {
    return this.#second
  }

  /** Whole hours, so that nothing that falls due later falls into the minutes of a test. */
  wait(hours: number): void {
    this.#second += hours * HOUR
  }

  edit(change: CustomerSeed): void {
    const before = stripeCustomer(this.#person)
    this.#person = { ...this.#person, ...change }
    this.#emit('customer.updated', stripeCustomer(this.#person), before)
  }

  subscribe(seed: Pick<SubscriptionSeed, 'status' | 'items' | 'trialEnd' | 'metadata' | 'currency'>): SubscriptionSeed {
    const made = {
      ...{ id: this.#id('sub'), customer: this.id, created: this.now, latestInvoice: null },
      ...{ periodEnd: seed.trialEnd ?? this.now + 30 * DAY },
      ...seed,
    }
    this.subscriptions.push(made)
    this.#emit('customer.subscription.created', subscription(made))
    return made
  }

  change(seed: SubscriptionSeed, change: SubscriptionSeed, verb = 'updated'): void {
    const before = subscription(seed)
    Object.assign(seed, change)
    this.#emit(`customer.subscription.${verb}`, subscription(seed), verb === 'updated' ? before : undefined)
  }

  end(seed: SubscriptionSeed): void {
    this.change(seed, { status: 'canceled', canceledAt: this.now, endedAt: this.now }, 'deleted')
  }

  /** A new invoice of the subscription, which is its latest from now on. */
  bill(of: SubscriptionSeed): InvoiceSeed {
    const items: ItemSeed[] = of.items ?? [{}]
    const amount = items.reduce((sum, item) => sum + (item.amount ?? 2000) * (item.quantity ?? 1), 0)
    const made: InvoiceSeed = {
      ...{ id: this.#id('in'), customer: this.id, subscription: of.id as string },
      ...{ amount, currency: of.currency ?? 'usd', created: this.now, status: 'open' as const, attempts: 0 },
      periodEnd: this.now + 30 * DAY,
    }
    this.invoices.set(of.id as string, made)
    this.#emit('invoice.created', invoice({ ...made, status: 'draft' }))
    this.#emit('invoice.finalized', invoice(made))
    return made
  }

  pay(bill: InvoiceSeed): void {
    Object.assign(bill, { status: 'paid', attempts: (bill.attempts ?? 0) + 1, nextAttempt: null })
    const made: ChargeSeed = { ...this.#chargeOf(bill), status: 'succeeded' }
    this.charges.push(made)
    this.#emit('charge.succeeded', charge(made))
    this.#emit('invoice.paid', invoice(bill))
  }

  fail(bill: InvoiceSeed): void {
    Object.assign(bill, { attempts: (bill.attempts ?? 0) + 1, nextAttempt: this.now + 3 * DAY })
    this.#emit('charge.failed', charge({ ...this.#chargeOf(bill), status: 'failed' }))
    this.#emit('invoice.payment_failed', invoice(bill))
  }

  void(bill: InvoiceSeed): void {
    Object.assign(bill, { status: 'void', nextAttempt: null })
    this.#emit('invoice.voided', invoice(bill))
  }

  refund(of: ChargeSeed, refunded: number): void {
    const before = charge(of)
    of.refunded = refunded
    this.#emit('charge.refunded', charge(of), before)
  }

  /** The bank sent it back. */
  failRefund(of: ChargeSeed): void {
    const before = charge(of)
    of.refunded = 0
    this.#emit('charge.updated', charge(of), before)
  }

  quarrel(of: ChargeSeed): DisputeSeed {
    const made: DisputeSeed = {
      id: this.#id('du'),
      charge: of.id as string,
      created: this.now,
      status: 'needs_response',
    }
    this.disputes.push(made)
    this.#emit('charge.dispute.created', dispute(made))
    const before = charge(of)
    of.disputed = true
    this.#emit('charge.updated', charge(of), before)
    return made
  }

  settle(quarrel: DisputeSeed, status: 'won' | 'lost' | 'appeal_under_review'): void {
    quarrel.status = status
    this.#emit(`charge.dispute.${status === 'appeal_under_review' ? 'updated' : 'closed'}`, dispute(quarrel))
  }

  /** Stripe ends the subscriptions of a customer that is deleted. */
  die(): void {
    for (const seed of this.subscriptions.filter(({ status }) => status !== 'canceled')) this.end(seed)
    this.#emit('customer.deleted', stripeCustomer(this.#person))
    this.isGone = true
  }

  #chargeOf(bill: InvoiceSeed): ChargeSeed {
    const { customer, amount, currency } = bill as Required<InvoiceSeed>
    return { id: this.#id('ch'), invoice: bill.id as string, customer, amount, currency, created: this.now }
  }

  #id(prefix: string): string {
    this.#made += 1
    return `${prefix}_${this.id}_${this.#made}`
  }

  #emit(type: string, object: JsonObject, before?: JsonObject): void {
    const previous = before && previousAttributes(before, object)
    const random = Math.floor(this.#chance.next() * 1e9).toString(36)
    this.events.push(
      event(type, object, {
        ...{ id: `evt_${random}_${this.id}_${this.events.length}`, at: Math.min(this.#second, NOW) },
        ...{ version: this.#chance.pick(VERSIONS), ...(previous && { previous }) },
      }),
    )
    if (this.#chance.next() < 0.4) this.#second += 1
  }
}
