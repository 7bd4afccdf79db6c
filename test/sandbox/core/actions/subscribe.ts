import type { Stripe } from 'stripe'
import { asRequest, change, emit } from '../emit.ts'
import { FAILED_FIRST_PAYMENT, NEW_SUBSCRIPTION, NEW_SUBSCRIPTION_INTENT_FIRST } from '../flow-orders.ts'
import { buildDiscount } from '../objects/coupon.ts'
import { buildSubscription, buildSubscriptionItem } from '../objects/subscription.ts'
import { afterIntervals, DAY, HOUR } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter } from '../stripe-problem.ts'
import { needRecurringPrice } from './catalog.ts'
import { collectInvoice } from './collection.ts'
import { needCustomer, updateCustomer } from './customers.ts'
import { discountAmounts, subscriptionLines } from './invoice-lines.ts'
import { draftInvoice, finalizeInvoice } from './invoices.ts'
import { scheduleRenewal, scheduleTrial } from './schedule.ts'
import { methodFor } from './subscription-reading.ts'

export interface SubscribeFields {
  customer: string
  items: readonly { price: string; quantity?: number }[]
  /** Seconds; billed as if it had begun then. Now unless said. */
  startedAt?: number
  /** Seconds; a trial until then. */
  trialEnd?: number
  trialDays?: number
  whenTrialHasNoCard?: 'cancel' | 'create_invoice' | 'pause'
  metadata?: Stripe.Metadata
  billingMode?: 'classic' | 'flexible'
  collectionMethod?: 'charge_automatically' | 'send_invoice'
  defaultPaymentMethod?: string
  coupon?: string
}

/** Hours after which an unpaid first invoice ends the subscription. */
const INCOMPLETE_HOURS = 23

/**
 * Subscribes a customer: active when the first invoice is paid, trialing with a trial, incomplete when the card fails.
 * The events come in the order Stripe sends them: the money first, the subscription in the middle, the invoice last.
 */
export function subscribe(stripe: StripeSandbox, fields: SubscribeFields): Stripe.Subscription {
  const customer = needCustomer(stripe, fields.customer)
  const prices = fields.items.map((item) => needRecurringPrice(stripe, item.price))
  const method = methodFor(stripe, customer, null)
  const works =
    fields.trialDays || fields.trialEnd || !method || (stripe.cards.get(method.id) ?? 'succeeds') === 'succeeds'
  const paidOrder = stripe.random.chance(0.5) ? NEW_SUBSCRIPTION : NEW_SUBSCRIPTION_INTENT_FIRST
  return asRequest(stripe, works && method ? paidOrder : FAILED_FIRST_PAYMENT, () => {
    const currency = prices[0]?.currency
    if (!currency) throw invalidParameter('A subscription needs at least one item.', 'items', 'parameter_missing')
    if (customer.currency == null) updateCustomer(stripe, customer.id, { currency })
    const started = store(stripe, fields, prices, currency)
    const settled = billFirst(stripe, started)
    emit(stripe, 'customer.subscription.created', settled)
    if (settled.status === 'trialing') scheduleTrial(stripe, settled)
    else if (settled.status === 'incomplete') {
      stripe.tasks.add({ at: stripe.now() + INCOMPLETE_HOURS * HOUR, kind: 'expire_incomplete', id: settled.id })
    }
    scheduleRenewal(stripe, settled)
    return settled
  })
}

function store(
  stripe: StripeSandbox,
  fields: SubscribeFields,
  prices: readonly Stripe.Price[],
  currency: string,
): Stripe.Subscription {
  const start = fields.startedAt ?? stripe.now()
  const trialEnd = fields.trialEnd ?? (fields.trialDays ? start + fields.trialDays * DAY : null)
  const id = stripe.newId('sub')
  const discounts = fields.coupon ? [startDiscount(stripe, fields.coupon, fields.customer, id)] : []
  const items = prices.map((price, index) =>
    buildSubscriptionItem(stripe, {
      subscription: id,
      price,
      quantity: fields.items[index]?.quantity ?? 1,
      periodStart: start,
      periodEnd: trialEnd ?? afterIntervals(start, price.recurring as Stripe.Price.Recurring, 1),
    }),
  )
  const subscription = buildSubscription(stripe, {
    id,
    customer: fields.customer,
    currency,
    anchor: trialEnd ?? start,
    startDate: start,
    items,
    discounts,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trialStart: trialEnd === null ? null : start,
    trialEnd,
    ...(fields.metadata ? { metadata: fields.metadata } : {}),
    ...(fields.billingMode ? { billingMode: fields.billingMode } : {}),
    ...(fields.collectionMethod ? { collectionMethod: fields.collectionMethod } : {}),
    ...(fields.defaultPaymentMethod ? { defaultPaymentMethod: fields.defaultPaymentMethod } : {}),
    ...(fields.whenTrialHasNoCard ? { whenTrialHasNoCard: fields.whenTrialHasNoCard } : {}),
  })
  const known = stripe.subscriptionsOf.get(fields.customer) ?? []
  stripe.subscriptionsOf.set(fields.customer, [...known, id])
  return stripe.subscriptions.put(subscription)
}

/** The first invoice is finalised and paid within the request, without the hour that later ones wait. */
function billFirst(stripe: StripeSandbox, subscription: Stripe.Subscription): Stripe.Subscription {
  const now = stripe.now()
  const invoiceId = stripe.newId('in')
  const lines = subscriptionLines(stripe, invoiceId, subscription, subscription.items.data)
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0)
  const sendsInvoice = subscription.collection_method === 'send_invoice'
  const draft = draftInvoice(stripe, {
    id: invoiceId,
    customer: needCustomer(stripe, subscription.customer as string),
    currency: subscription.currency,
    lines,
    billingReason: 'subscription_create',
    subscription,
    period: { start: now, end: now },
    discountAmounts: discountAmounts(stripe, subscription, subtotal),
    automaticallyFinalizesAt: sendsInvoice ? now + HOUR : null,
  })
  emit(stripe, 'invoice.created', draft)
  if (sendsInvoice) {
    stripe.tasks.add({ at: now + HOUR, kind: 'finalize_invoice', id: invoiceId })
    return change(stripe.subscriptions, subscription.id, {
      latest_invoice: invoiceId,
      status: subscription.status === 'trialing' ? 'trialing' : 'active',
    })[1]
  }
  finalizeInvoice(stripe, invoiceId)
  const result = collectInvoice(stripe, invoiceId, { synchronous: true })
  const status = subscription.status === 'trialing' ? 'trialing' : result === 'paid' ? 'active' : 'incomplete'
  return change(stripe.subscriptions, subscription.id, { latest_invoice: invoiceId, status })[1]
}

function startDiscount(stripe: StripeSandbox, couponId: string, customer: string, subscription: string): string {
  const coupon = stripe.coupons.get(couponId)
  if (!coupon) throw invalidParameter(`No such coupon: '${couponId}'`, 'discounts[0][coupon]', 'resource_missing')
  const end = coupon.duration_in_months
    ? afterIntervals(
        stripe.now(),
        { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
        coupon.duration_in_months,
      )
    : null
  const discount = buildDiscount(stripe, {
    coupon: couponId,
    customer,
    subscription,
    end: coupon.duration === 'once' ? stripe.now() + 1 : end,
  })
  return stripe.discounts.put(discount).id
}
