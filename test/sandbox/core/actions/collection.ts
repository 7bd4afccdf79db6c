import type { Stripe } from 'stripe'
import { change, emit, emitChange } from '../emit.ts'
import { DAY } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { cancelNow } from './cancellation.ts'
import { markPaid, needInvoice } from './invoices.ts'
import { attemptPayment, type PaymentOutcome } from './payments.ts'
import { hasEnded, methodFor } from './subscription-reading.ts'

export type CollectionResult = 'paid' | PaymentOutcome['result']

export interface CollectFields {
  /** Paid within the request that made it: no invoice.updated, and a first invoice leaves the status to the caller. */
  synchronous: boolean
}

/** Tries to collect an open invoice and does to subscription and customer what follows from the outcome. */
export function collectInvoice(stripe: StripeSandbox, id: string, fields: CollectFields): CollectionResult {
  const invoice = needInvoice(stripe, id)
  const subscription = subscriptionOf(stripe, invoice)
  if (invoice.amount_due === 0) {
    markPaid(stripe, id, { how: 'balance', wasOpen: false })
    if (subscription && !fields.synchronous) recover(stripe, subscription)
    return 'paid'
  }
  const customer = stripe.customers.get(invoice.customer as string) ?? null
  const outcome = attemptPayment(stripe, {
    customer,
    amount: invoice.amount_due,
    currency: invoice.currency,
    description: subscription ? 'Subscription update' : 'Invoice',
    method: customer ? methodFor(stripe, customer, subscription) : null,
    invoice,
  })
  if (outcome.result === 'succeeds') {
    markPaid(stripe, id, { how: 'charge', wasOpen: !fields.synchronous })
    if (subscription && !fields.synchronous) recover(stripe, subscription)
    return 'paid'
  }
  fail(stripe, invoice, outcome.result, subscription)
  return outcome.result
}

export function subscriptionOf(stripe: StripeSandbox, invoice: Stripe.Invoice): Stripe.Subscription | null {
  const id = invoice.parent?.subscription_details?.subscription
  return typeof id === 'string' ? (stripe.subscriptions.get(id) ?? null) : null
}

/** After a payment: past_due, unpaid and incomplete become active, and the customer owes nothing any more. */
export function recover(stripe: StripeSandbox, known: Stripe.Subscription): void {
  const subscription = stripe.subscriptions.need(known.id)
  if (['past_due', 'unpaid', 'incomplete'].includes(subscription.status)) {
    const [before, after] = change(stripe.subscriptions, subscription.id, { status: 'active' })
    emitChange(stripe, 'customer.subscription.updated', before, after)
  }
  setDelinquent(stripe, subscription.customer as string, false)
}

function fail(
  stripe: StripeSandbox,
  invoice: Stripe.Invoice,
  result: PaymentOutcome['result'],
  subscription: Stripe.Subscription | null,
): void {
  const attempts = invoice.attempt_count + 1
  const first = subscription?.status === 'incomplete'
  const retryAt = first || !subscription ? null : nextAttempt(stripe, attempts)
  announceAttempt(stripe, invoice.id, { attempt_count: attempts, attempted: true, next_payment_attempt: retryAt })
  const failed = stripe.invoices.need(invoice.id)
  if (result === 'requires_action') emit(stripe, 'invoice.payment_action_required', failed)
  emit(stripe, 'invoice.payment_failed', failed)
  if (!subscription || first) return
  if (retryAt !== null) stripe.tasks.add({ at: retryAt, kind: 'retry_payment', id: invoice.id })
  if (retryAt === null) giveUp(stripe, subscription)
  else if (subscription.status === 'active' || subscription.status === 'trialing') {
    const [before, after] = change(stripe.subscriptions, subscription.id, { status: 'past_due' })
    emitChange(stripe, 'customer.subscription.updated', before, after)
  }
  setDelinquent(stripe, subscription.customer as string, true)
}

/** Retry days count from the first failure; null after the last. */
function nextAttempt(stripe: StripeSandbox, attempts: number): number | null {
  const days = stripe.account.retryDays[attempts - 1]
  const daysBefore = attempts === 1 ? 0 : (stripe.account.retryDays[attempts - 2] ?? 0)
  return days === undefined ? null : stripe.now() + (days - daysBefore) * DAY
}

/** The last try failed: the account's setting decides. */
function giveUp(stripe: StripeSandbox, subscription: Stripe.Subscription): void {
  if (hasEnded(subscription)) return
  const setting = stripe.account.afterLastRetry
  if (setting === 'past_due') return
  if (setting === 'cancel') {
    cancelNow(stripe, subscription.id, { reason: 'payment_failed' })
    return
  }
  const patch: Partial<Stripe.Subscription> =
    setting === 'unpaid' ? { status: 'unpaid' } : pausedBecause(stripe, 'final_payment_failure')
  const [before, after] = change(stripe.subscriptions, subscription.id, patch)
  emitChange(stripe, 'customer.subscription.updated', before, after)
  if (setting === 'pause') emit(stripe, 'customer.subscription.paused', after)
}

export function pausedBecause(
  stripe: StripeSandbox,
  type: Stripe.Subscription.StatusDetails.Paused.Subscription.Type,
): Partial<Stripe.Subscription> {
  return {
    status: 'paused',
    status_details: {
      paused: { subscription: { type }, transitioned_at: stripe.now(), type: 'subscription' },
    },
  }
}

function announceAttempt(stripe: StripeSandbox, id: string, patch: Partial<Stripe.Invoice>): void {
  const [before, after] = change(stripe.invoices, id, patch)
  emitChange(stripe, 'invoice.updated', before, after)
}

function setDelinquent(stripe: StripeSandbox, customerId: string, delinquent: boolean): void {
  const customer = stripe.customers.get(customerId)
  if (!customer || customer.delinquent === delinquent) return
  const [before, after] = change(stripe.customers, customerId, { delinquent })
  emitChange(stripe, 'customer.updated', before, after)
}
