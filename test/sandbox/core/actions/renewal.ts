import type { Stripe } from 'stripe'
import { automatically, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS, COLLECTION, RENEWAL } from '../flow-orders.ts'
import { itemList } from '../objects/subscription.ts'
import { HOUR, periodEndAfter } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { cancelNow } from './cancellation.ts'
import { collectInvoice, pausedBecause, subscriptionOf } from './collection.ts'
import { discountAmounts, pendingLines, subscriptionLines } from './invoice-lines.ts'
import { draftInvoice, finalizeInvoice, markUncollectible, voidInvoice } from './invoices.ts'
import { scheduleRenewal } from './schedule.ts'
import { hasEnded, methodFor, periodEndOf } from './subscription-reading.ts'

const HOLD_SECONDS = 72 * HOUR

/** The period moves and a draft is made; money is asked for an hour later. */
export function renew(stripe: StripeSandbox, id: string): void {
  const subscription = stripe.subscriptions.need(id)
  if (!['active', 'past_due', 'unpaid'].includes(subscription.status)) return
  if (periodEndOf(subscription) > stripe.now() || endsNow(stripe, subscription)) return
  automatically(stripe, RENEWAL, () => startPeriod(stripe, subscription, {}))
}

/** The trial is over: the first paid period begins, or what was agreed for a customer without a card. */
export function endTrial(stripe: StripeSandbox, id: string): void {
  const subscription = stripe.subscriptions.need(id)
  if (subscription.status !== 'trialing' || (subscription.trial_end ?? 0) > stripe.now()) return
  if (endsNow(stripe, subscription)) return
  automatically(stripe, RENEWAL, () => {
    const customer = stripe.customers.need(subscription.customer as string)
    const wish = subscription.trial_settings?.end_behavior.missing_payment_method
    const hasCard = methodFor(stripe, customer, subscription) !== null
    if (hasCard || wish === 'create_invoice') {
      startPeriod(stripe, subscription, { status: 'active' })
    } else if (wish === 'cancel') {
      cancelNow(stripe, id)
    } else {
      const [before, after] = change(
        stripe.subscriptions,
        id,
        pausedBecause(stripe, 'trial_end_without_payment_method'),
      )
      emitChange(stripe, 'customer.subscription.updated', before, after)
      emit(stripe, 'customer.subscription.paused', after)
    }
  })
}

/** A draft's hour is over: it is finalised and charged, unless collection is paused. */
export function finalizeDue(stripe: StripeSandbox, invoiceId: string): void {
  const invoice = stripe.invoices.need(invoiceId)
  if (invoice.status !== 'draft') return
  const subscription = subscriptionOf(stripe, invoice)
  if (subscription && (hasEnded(subscription) || subscription.status === 'unpaid')) return
  if (isHeldBack(stripe)) {
    const at = stripe.now() + HOUR
    change(stripe.invoices, invoiceId, { automatically_finalizes_at: at })
    stripe.tasks.add({ at, kind: 'finalize_invoice', id: invoiceId })
    return
  }
  automatically(stripe, COLLECTION, () => {
    const pause = subscription?.pause_collection?.behavior
    if (pause === 'keep_as_draft') {
      const [before, after] = change(stripe.invoices, invoiceId, {
        auto_advance: false,
        automatically_finalizes_at: null,
      })
      emitChange(stripe, 'invoice.updated', before, after)
      return
    }
    const open = finalizeInvoice(stripe, invoiceId)
    if (pause === 'void') voidInvoice(stripe, invoiceId)
    else if (pause === 'mark_uncollectible') markUncollectible(stripe, invoiceId)
    else if (open.collection_method === 'send_invoice') emit(stripe, 'invoice.sent', open)
    else collectInvoice(stripe, invoiceId, { synchronous: false })
  })
}

/**
 * While an endpoint has not taken an invoice.created that was brought to it, no automatic invoice of the account is
 * finalised, for up to 72 hours (https://docs.stripe.com/billing/subscriptions/webhooks).
 */
function isHeldBack(stripe: StripeSandbox): boolean {
  for (const [notice, createdAt] of stripe.failedNotices) {
    const endpoint = stripe.endpoints.get(notice.split(' ')[1] ?? '')
    const isGone = endpoint !== undefined && endpoint.object.status !== 'enabled'
    const wasRemoved = endpoint === undefined && stripe.endpoints.knew(notice.split(' ')[1] ?? '')
    if (isGone || wasRemoved || createdAt + HOLD_SECONDS <= stripe.now()) stripe.failedNotices.delete(notice)
  }
  return stripe.failedNotices.size > 0
}

/** One of the tries after a failed payment. */
export function retryPayment(stripe: StripeSandbox, invoiceId: string): void {
  const invoice = stripe.invoices.need(invoiceId)
  const subscription = subscriptionOf(stripe, invoice)
  if (invoice.status !== 'open' || !subscription || hasEnded(subscription)) return
  automatically(stripe, COLLECTION, () => collectInvoice(stripe, invoiceId, { synchronous: false }))
}

/** A scheduled end that has come. */
export function cancelScheduled(stripe: StripeSandbox, id: string): void {
  const subscription = stripe.subscriptions.need(id)
  if (hasEnded(subscription) || !endsNow(stripe, subscription)) return
  automatically(stripe, AS_IT_HAPPENS, () => cancelNow(stripe, id))
}

/** The first invoice was not paid in time: an update, not a deletion, and the invoice is void. */
export function expireIncomplete(stripe: StripeSandbox, id: string): void {
  const subscription = stripe.subscriptions.need(id)
  if (subscription.status !== 'incomplete') return
  automatically(stripe, AS_IT_HAPPENS, () => {
    const [before, after] = change(stripe.subscriptions, id, {
      ended_at: stripe.now(),
      status: 'incomplete_expired',
    })
    emitChange(stripe, 'customer.subscription.updated', before, after)
    if (typeof subscription.latest_invoice === 'string') voidInvoice(stripe, subscription.latest_invoice)
  })
}

/** Moves the items whose period is over and drafts the invoice for the new one; `before` is what the event compares with. */
export function startPeriod(
  stripe: StripeSandbox,
  subscription: Stripe.Subscription,
  patch: Partial<Stripe.Subscription>,
  before: Stripe.Subscription = subscription,
): void {
  const now = stripe.now()
  const items = subscription.items.data.map((item) => {
    const recurring = item.price.recurring
    if (item.current_period_end > now || !recurring) return item
    const end = periodEndAfter(subscription.billing_cycle_anchor, recurring, now)
    return { ...item, current_period_start: item.current_period_end, current_period_end: end }
  })
  const invoiceId = stripe.newId('in')
  const after = stripe.subscriptions.put({
    ...subscription,
    ...patch,
    items: itemList(subscription.id, items),
    latest_invoice: invoiceId,
  })
  const renewed = items.filter((item, index) => item !== subscription.items.data[index])
  const lines = [
    ...subscriptionLines(stripe, invoiceId, after, renewed),
    ...pendingLines(stripe, invoiceId, after.customer as string, after.id),
  ]
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const finalizesAt = after.status === 'unpaid' ? null : now + HOUR
  const draft = draftInvoice(stripe, {
    id: invoiceId,
    customer: stripe.customers.need(after.customer as string),
    currency: after.currency,
    lines,
    billingReason: 'subscription_cycle',
    subscription: after,
    period: { start: periodStartOf(subscription), end: now },
    discountAmounts: discountAmounts(stripe, after, subtotal),
    automaticallyFinalizesAt: finalizesAt,
  })
  emitChange(stripe, 'customer.subscription.updated', before, after)
  emit(stripe, 'invoice.created', draft)
  if (finalizesAt !== null) stripe.tasks.add({ at: finalizesAt, kind: 'finalize_invoice', id: invoiceId })
  scheduleRenewal(stripe, after)
}

function periodStartOf(subscription: Stripe.Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_start))
}

function endsNow(stripe: StripeSandbox, subscription: Stripe.Subscription): boolean {
  return subscription.cancel_at !== null && subscription.cancel_at <= stripe.now()
}
