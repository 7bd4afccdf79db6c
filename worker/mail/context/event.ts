import type { StoredCustomer } from '../../domain/customer.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { isoOfSecondsOrNull } from '../../domain/times.ts'
import { integer, text } from '../../stripe/normalise/read.ts'
import type { Occurrence } from '../mail-context.ts'
import type { MailCharge, MailInvoice } from './payments.ts'
import { type Present, present } from './present.ts'
import type { MailSubscription } from './subscription.ts'

export type MailEvent = Present<{
  id: string
  type: string
  created_at: string
  mode: string
  /** Minor units of `currency`. */
  amount: number
  currency: string
  reason: string
  attempt: number
  next_attempt_at: string
  days: number
  /** Stripe's object, raw. */
  data: JsonObject
}>

interface Sources {
  customer: StoredCustomer
  occurrence: Occurrence
  object: JsonObject
  before: JsonObject
  invoice: MailInvoice | null
  charge: MailCharge | null
  subscription: MailSubscription | null
  id: string | null
  at: string
}

/** What the occurrence says, else what the objects say. */
export function mailEventOf(sources: Sources): MailEvent {
  const { occurrence, object, id, at } = sources
  const failed = occurrence.type === 'payment.failed' ? sources.customer.failed_payment : null
  return present({
    ...{ id, type: occurrence.type, created_at: at, mode: occurrence.mode },
    amount: occurrence.amount ?? amountIn(sources),
    currency: occurrence.currency ?? text(object.currency) ?? sources.subscription?.currency,
    reason: occurrence.reason ?? reasonIn(sources) ?? failed?.reason,
    attempt: occurrence.attempt ?? integer(object.attempt_count) ?? failed?.attempts,
    next_attempt_at:
      occurrence.next_attempt_at ??
      isoOfSecondsOrNull(integer(object.next_payment_attempt)) ??
      // What is known of this invoice is that there is none; the customer's may be another's.
      (occurrence.next_attempt_at === undefined && object.object !== 'invoice' ? failed?.next_attempt_at : null),
    days: occurrence.days,
    data: object,
  })
}

function amountIn({ object, before, invoice, charge, subscription }: Sources): number | null | undefined {
  if (object.object === 'charge' && typeof before.amount_refunded === 'number') {
    return (charge?.amount_refunded ?? 0) - before.amount_refunded
  }
  if (object.object === 'charge') return object.refunded === true ? charge?.amount_refunded : charge?.amount
  if (object.object === 'invoice') return invoice?.status === 'paid' ? invoice.amount_paid : invoice?.amount_due
  // Refunds and disputes.
  return integer(object.amount) ?? subscription?.amount
}

function reasonIn({ object, charge }: Sources): string | null | undefined {
  const details = isJsonObject(object.cancellation_details) ? object.cancellation_details : {}
  const failure = isJsonObject(object.last_payment_error) ? object.last_payment_error : {}
  const told = charge?.failure_message ?? text(failure.message) ?? text(details.comment) ?? text(details.feedback)
  return told ?? text(details.reason) ?? text(object.reason)
}
