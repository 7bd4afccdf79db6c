import type { Occurrence } from '../domain/automation/occurrence.ts'
import { isJsonObject, type JsonObject, sameJson } from '../domain/json.ts'
import { isoOfSecondsOrNull } from '../domain/times.ts'
import { subscriptionOfInvoice } from './normalise/invoice.ts'
import { idOf, integer, listData, text } from './normalise/read.ts'
import { readSubscription } from './normalise/subscription.ts'

type Fact = Pick<Occurrence, 'trigger' | 'cause' | 'data'> & { days?: number }

const STARTED = ['active', 'trialing', 'past_due']
/** Stripe tells of the end of a trial three days before it (https://docs.stripe.com/billing/subscriptions/trials). */
const TRIAL_WILL_END_DAYS = 3

/**
 * What an event of Stripe's says has happened, read from the event alone, of any API version: so the same facts come out
 * in whatever order events come. Each is named by what it is (a failed attempt of an invoice, a subscription's begin), so
 * that two events of one fact start an automation once. What follows from state is `stateOccurrences`.
 */
export function eventOccurrences(event: JsonObject): Occurrence[] {
  const id = text(event.id) ?? ''
  const type = text(event.type) ?? ''
  const data = isJsonObject(event.data) ? event.data : {}
  const object = isJsonObject(data.object) ? data.object : {}
  const previous = isJsonObject(data.previous_attributes) ? data.previous_attributes : {}
  const facts: Fact[] = [
    { trigger: `stripe:${type}`, cause: `event ${id}`, data: {} },
    ...factsOf(type, { id, object, previous, at: integer(event.created) ?? 0 }),
  ]
  const about = aboutOf(type, object)
  return facts.map((fact) => ({ ...about, ...fact, atMs: (integer(event.created) ?? 0) * 1000, event: id }))
}

interface Told {
  id: string
  object: JsonObject
  previous: JsonObject
  /** Stripe's second. */
  at: number
}

function factsOf(type: string, told: Told): Fact[] {
  if (type.startsWith('customer.subscription.')) return subscriptionFacts(type, told)
  if (type.startsWith('invoice.')) return invoiceFacts(type, told)
  return moneyBackFacts(type, told)
}

function subscriptionFacts(type: string, { id, object, previous, at }: Told): Fact[] {
  const { id: subscription = '' } = object as { id?: string }
  const read = readSubscription(object)
  const { status } = read
  if (type === 'customer.subscription.deleted') {
    const data = { ended_at: isoOfSecondsOrNull(read.ended_at), reason: cancellationReason(object) }
    return [{ trigger: 'subscription.canceled', cause: `canceled ${subscription}`, data }]
  }
  if (type === 'customer.subscription.trial_will_end') {
    const trialEnd = isoOfSecondsOrNull(read.trial_end)
    if (trialEnd === null) return []
    const data = { trial_end: trialEnd, days: TRIAL_WILL_END_DAYS, has_ended: (read.trial_end ?? 0) <= at }
    const cause = `trial_ending ${subscription} ${trialEnd} ${TRIAL_WILL_END_DAYS}`
    return [{ trigger: 'subscription.trial_ending', cause, days: TRIAL_WILL_END_DAYS, data }]
  }
  // One that waits for its first payment begins when that came.
  const begins = type === 'customer.subscription.created' || previous.status === 'incomplete'
  return [
    ...(begins && STARTED.includes(status)
      ? [
          {
            trigger: 'subscription.created' as const,
            cause: `started ${subscription}`,
            data: { status, trial_end: isoOfSecondsOrNull(read.trial_end) },
          },
        ]
      : []),
    ...(type === 'customer.subscription.updated' ? changeFacts(id, subscription, object, previous) : []),
  ]
}

/** What a person would call a change of a subscription, told by what it was before. */
function changeFacts(id: string, subscription: string, object: JsonObject, previous: JsonObject): Fact[] {
  const now = termsOf(object)
  const was = termsOf({ ...object, ...previous })
  const prices = sameJson(was.prices, now.prices) ? null : { from: was.prices, to: now.prices }
  const isScheduled = now.cancelAt !== null && was.cancelAt === null
  const changed = Object.keys(now).filter((key) => !sameJson(was[key as keyof Terms], now[key as keyof Terms]))
  return [
    ...(prices ? [{ trigger: 'subscription.plan_changed' as const, cause: `plan ${id}`, data: prices }] : []),
    ...(isScheduled
      ? [
          {
            trigger: 'subscription.cancel_scheduled' as const,
            cause: `cancel_scheduled ${subscription} ${now.cancelAt}`,
            data: { cancel_at: now.cancelAt, reason: cancellationReason(object) },
          },
        ]
      : []),
    ...(changed.length > 0
      ? [{ trigger: 'subscription.updated' as const, cause: `updated ${id}`, data: { changed: changed.map(wordOf) } }]
      : []),
  ]
}

interface Terms {
  prices: string[]
  quantity: (number | null)[]
  cancelAt: string | null
  pause: string | null
  trialEnd: string | null
}

function termsOf(subscription: JsonObject): Terms {
  const read = readSubscription(subscription)
  // Before there were items, and in the former values of some versions, the plan stands beside them.
  const items = read.items.length > 0 ? read.items : [{ price: idOf(subscription.plan), quantity: null }]
  const ends = read.cancel_at ?? (read.cancel_at_period_end ? read.current_period_end : null)
  const pause = isJsonObject(subscription.pause_collection) ? text(subscription.pause_collection.behavior) : null
  return {
    prices: items.flatMap(({ price }) => price ?? []).sort(),
    quantity: items.map(({ quantity }) => quantity),
    cancelAt: isoOfSecondsOrNull(ends),
    pause,
    trialEnd: isoOfSecondsOrNull(read.trial_end),
  }
}

function wordOf(term: string): string {
  return { prices: 'plan', cancelAt: 'cancel_at', trialEnd: 'trial_end' }[term] ?? term
}

function cancellationReason(object: JsonObject): string | null {
  const details = isJsonObject(object.cancellation_details) ? object.cancellation_details : {}
  return text(details.feedback) ?? text(details.reason)
}

function invoiceFacts(type: string, { id, object: invoice }: Told): Fact[] {
  const invoiceId = text(invoice.id)
  const currency = text(invoice.currency)
  const attempt = integer(invoice.attempt_count) ?? 0
  switch (type) {
    case 'invoice.upcoming':
      return [
        {
          trigger: 'invoice.upcoming',
          cause: `upcoming ${id}`,
          data: {
            amount: integer(invoice.amount_due),
            currency,
            due_at: isoOfSecondsOrNull(integer(invoice.next_payment_attempt)),
          },
        },
      ]
    case 'invoice.paid':
    case 'invoice.payment_succeeded': {
      const amount = integer(invoice.amount_paid) ?? 0
      return amount > 0
        ? [{ trigger: 'payment.succeeded', cause: `paid ${invoiceId}`, data: { amount, currency } }]
        : []
    }
    case 'invoice.payment_failed': {
      // The first payment of a subscription that waits for it: it is not finished rather than failed.
      if (invoice.billing_reason === 'subscription_create') return []
      const next = isoOfSecondsOrNull(integer(invoice.next_payment_attempt))
      const data = { amount: integer(invoice.amount_due), currency, attempt, next_attempt_at: next }
      return [{ trigger: 'payment.failed', cause: `failed ${invoiceId} ${attempt}`, data }]
    }
    case 'invoice.payment_action_required':
      return [
        {
          trigger: 'payment.action_required',
          cause: `action_required ${invoiceId} ${attempt}`,
          data: { amount: integer(invoice.amount_due), currency, url: text(invoice.hosted_invoice_url) },
        },
      ]
    default:
      return []
  }
}

function moneyBackFacts(type: string, { object, previous }: Told): Fact[] {
  const id = text(object.id)
  const currency = text(object.currency)
  if (type === 'charge.refunded') {
    const total = integer(object.amount_refunded) ?? 0
    const amount = total - (integer(previous.amount_refunded) ?? 0)
    const data = {
      amount,
      amount_refunded: total,
      charged: integer(object.amount),
      currency,
      full: object.refunded === true,
    }
    return [{ trigger: 'charge.refunded', cause: `refunded ${id} ${total}`, data }]
  }
  if (type === 'charge.dispute.created' || type === 'charge.dispute.closed') {
    const trigger = type === 'charge.dispute.created' ? ('dispute.opened' as const) : ('dispute.closed' as const)
    const data = { amount: integer(object.amount), currency, reason: text(object.reason), status: text(object.status) }
    return [{ trigger, cause: `${trigger} ${id}`, data }]
  }
  return []
}

/** The subscription, prices and products that it concerns, for filters. */
function aboutOf(type: string, object: JsonObject): Pick<Occurrence, 'subscription' | 'prices' | 'products'> {
  if (type.startsWith('customer.subscription.')) {
    const { items } = readSubscription(object)
    return {
      subscription: text(object.id),
      prices: items.flatMap(({ price }) => price ?? []),
      products: items.flatMap(({ product }) => product ?? []),
    }
  }
  if (!type.startsWith('invoice.')) return { subscription: null, prices: [], products: [] }
  const lines = listData(object.lines)
  return {
    subscription: subscriptionOfInvoice(object),
    prices: lines.flatMap((line) => priceOfLine(line).price ?? []),
    products: lines.flatMap((line) => priceOfLine(line).product ?? []),
  }
}

/** Since 2025-03-31.basil under `pricing`; before, the price or plan itself. */
function priceOfLine(line: JsonObject): { price: string | null; product: string | null } {
  const pricing = isJsonObject(line.pricing) ? line.pricing : {}
  const details = isJsonObject(pricing.price_details) ? pricing.price_details : {}
  const whole = [line.price, line.plan].find(isJsonObject)
  return {
    price: idOf(details.price) ?? idOf(line.price) ?? idOf(line.plan),
    product: idOf(details.product) ?? idOf(whole?.product),
  }
}
