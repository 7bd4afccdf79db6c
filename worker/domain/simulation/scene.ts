import type { JsonObject } from '../json.ts'
import { chargeObject, customerObject, invoiceObject, subscriptionObject } from './stripe-objects.ts'
import { DAY, inventedTerms, type Subject, type Terms } from './subject.ts'

/** One event of a scenario before it has an id. */
export interface Told {
  type: string
  object: JsonObject
  previous?: JsonObject
  /** Stripe's second; told in order without one. */
  at?: number
}

/** What happened before, and what happens now. */
export interface Scene {
  history: Told[]
  events: Told[]
}

/** What a scenario is made of: whom it happens to, and Stripe's second in which it does. */
export interface Setting {
  subject: Subject
  now: number
}

/** A subscription that is under way, and how it came to be where the customer has none. */
export interface UnderWay {
  terms: Terms
  history: Told[]
}

/** Ten days ago, paid for twenty more. */
export function underWay({ subject, now }: Setting): UnderWay {
  if (subject.subscription) return { terms: subject.subscription, history: [] }
  const begun = now - 10 * DAY
  const terms = inventedTerms(begun)
  const history = [
    ...madeUp({ subject, now: begun - 60 }),
    { type: 'customer.subscription.created', object: subscriptionObject(subject, terms), at: begun },
    {
      type: 'invoice.paid',
      at: begun + 2,
      object: invoiceObject(subject, terms, {
        ...{ id: 'in_simulated_first', status: 'paid', created: begun, paidAt: begun + 2 },
        reason: 'subscription_create',
      }),
    },
  ]
  return { terms, history }
}

/** That the customer was created, where nobody has heard of it. */
export function madeUp({ subject, now }: Setting): Told[] {
  return subject.isInvented ? [{ type: 'customer.created', object: customerObject(subject, now), at: now }] : []
}

/** The money that was paid an hour ago, or since the subscription began. */
export function charged(setting: Setting): UnderWay & { charge: JsonObject } {
  const { terms, history } = underWay(setting)
  const at = Math.max(setting.now - 3_600, terms.created)
  const charge = chargeObject(setting.subject, terms, at)
  return { terms, charge, history: [...history, { type: 'charge.succeeded', object: charge, at }] }
}

export function changed(setting: Setting, terms: Terms, previous: JsonObject, over: JsonObject = {}): Told {
  return { type: 'customer.subscription.updated', object: subscriptionObject(setting.subject, terms, over), previous }
}
