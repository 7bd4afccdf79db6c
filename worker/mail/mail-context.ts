import type { StoredCustomer } from '../domain/customer.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { isoOfMs, isoOfSecondsOrNull } from '../domain/times.ts'
import { integer, text } from '../stripe/normalise/read.ts'
import { type MailCustomer, mailCustomerOf, type PlanNames } from './context/customer.ts'
import { type MailEvent, mailEventOf } from './context/event.ts'
import { type MailCharge, type MailInvoice, mailChargeOf, mailInvoiceOf } from './context/payments.ts'
import { present } from './context/present.ts'
import { type MailSubscription, mailSubscriptionOf } from './context/subscription.ts'

/** All that a template can read; `KNOWN_VARIABLES` documents it. What is not known is not there. */
export interface MailContext {
  customer: MailCustomer
  event: MailEvent
  subscription?: MailSubscription
  invoice?: MailInvoice
  charge?: MailCharge
  /** By Stripe's or Billhook's name of the field. */
  previous: JsonObject
  links: MailLinks
  account: MailAccount
  message: MailMessage
  now: string
}

export type MailLinks = Partial<Record<'billing_portal' | 'update_payment' | 'unsubscribe', string>>

export type MailAccount = Partial<
  Record<'name' | 'support_email' | 'address' | 'logo_url' | 'website' | 'locale' | 'timezone', string>
>

export type MailMessage = Partial<Record<'id' | 'template' | 'automation' | 'language', string>>

/** What set the mail off, as automations know it; what it says wins over what the payload says. */
export interface Occurrence {
  /** A trigger, such as `payment.failed`. */
  type: string
  mode: 'test' | 'live'
  /** ISO-8601; null: now. */
  at?: string | null
  /** The subscription it is about, by Stripe's id. */
  subscription?: string | null
  /** Minor units of `currency`. */
  amount?: number | null
  currency?: string | null
  reason?: string | null
  attempt?: number | null
  next_attempt_at?: string | null
  days?: number | null
  /** Of a reminder: the day that it reminds of. */
  renewal_date?: string | null
  trial_end?: string | null
  previous?: JsonObject
}

export interface MailInput {
  customer: StoredCustomer
  /** The Stripe event, of any API version, whole; null for a date that came near. */
  payload: JsonObject | null
  occurrence: Occurrence
  account: MailAccount
  links: MailLinks
  message?: MailMessage
  /** The catalog's names by product or price id. */
  planNames?: PlanNames
  nowMs: number
}

/** Shapes what is held to what templates read. It never throws: what a payload lacks, or has of a wrong type, is missing. */
export function mailContextOf(input: MailInput): MailContext {
  const { customer, occurrence, account, planNames = new Map() } = input
  const payload = input.payload ?? {}
  const data = isJsonObject(payload.data) ? payload.data : {}
  const object = isJsonObject(data.object) ? data.object : {}
  const before = isJsonObject(data.previous_attributes) ? data.previous_attributes : {}
  const { invoice, charge, subscription } = objectsIn(object)
  const held = mailSubscriptionOf({ customer, subscription, invoice, named: occurrence.subscription, planNames })
  const { renewal_date, trial_end } = occurrence
  const shaped = {
    invoice: invoice && mailInvoiceOf(invoice),
    charge: charge && mailChargeOf(charge),
    subscription: held && { ...held, ...present({ current_period_end: renewal_date, trial_end }) },
  }
  return {
    // A mail that leaves late, or is about one of several subscriptions, is about the day that it was made for.
    customer: {
      ...mailCustomerOf(customer, { object, account, planNames }),
      ...present({ renewal_date, trial_end }),
    },
    event: mailEventOf({
      ...{ customer, occurrence, object, before, invoice: shaped.invoice, charge: shaped.charge },
      ...{ subscription: shaped.subscription, id: text(payload.id) },
      at: occurrence.at ?? isoOfSecondsOrNull(integer(payload.created)) ?? isoOfMs(input.nowMs),
    }),
    ...present(shaped),
    previous: { ...before, ...occurrence.previous },
    links: present(input.links),
    account: present(account),
    message: present(input.message ?? {}),
    now: isoOfMs(input.nowMs),
  }
}

interface Objects {
  invoice: JsonObject | null
  charge: JsonObject | null
  subscription: JsonObject | null
}

/** The event's object, and what stands in it whole. */
function objectsIn(object: JsonObject): Objects {
  const whole = [object, object.invoice, object.charge, object.latest_charge, object.subscription].filter(isJsonObject)
  const find = (type: string): JsonObject | null => whole.find((found) => found.object === type) ?? null
  return { invoice: find('invoice'), charge: find('charge'), subscription: find('subscription') }
}
