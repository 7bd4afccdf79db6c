import type { Stripe } from 'stripe'
import { buildDiscount } from '../objects/coupon.ts'
import { buildCustomer } from '../objects/customer.ts'
import { buildPaymentMethod, drawCard } from '../objects/payment-method.ts'
import { buildSubscription, buildSubscriptionItem } from '../objects/subscription.ts'
import { drawPerson } from '../people.ts'
import { afterIntervals, approximateSeconds, DAY, periodEndAfter } from '../period.ts'
import type { Random } from '../random.ts'
import { ADD_ONS, PLAN_COUNT } from './bulk-catalog.ts'
import { makerAt } from './bulk-maker.ts'
import { createdAt } from './bulk-seed.ts'
import type { BulkWorld } from './bulk-world.ts'

const DISCOUNTED_SHARE = 0.05
/** One in so many subscribers has bought all add-ons. */
const ADD_ONS_EVERY = 499
const TRIAL_DAYS = 14

interface Profile {
  /** Index of the plan; metered, tiered, yearly ones and other currencies among them. */
  plan: number
  quantity: number
  status: Stripe.Subscription.Status
  coupon: number | null
  withAddOns: boolean
  chance: Random
}

/** What became of the customer of that index. */
function profileOf({ seed, ids }: BulkWorld, index: number): Profile {
  const chance = ids.subscriptions.chanceAt(index)
  const plan = chance.pick([0, 0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8])
  const isYoung = createdAt(seed, index) > seed.now - TRIAL_DAYS * DAY
  const way = chance.next()
  const status =
    isYoung && way < 0.5
      ? 'trialing'
      : way < 0.82
        ? 'active'
        : way < 0.86
          ? 'past_due'
          : way < 0.87
            ? 'unpaid'
            : 'canceled'
  return {
    plan,
    quantity: plan === 6 || plan === 7 ? chance.int(2, 40) : chance.pick([1, 1, 1, 1, 2, 5]),
    status,
    coupon: chance.chance(DISCOUNTED_SHARE) ? chance.int(0, 1) : null,
    withAddOns: index % ADD_ONS_EVERY === ADD_ONS_EVERY - 1,
    chance,
  }
}

export function customerAt(world: BulkWorld, index: number): Stripe.Customer {
  const { stripe, seed, ids } = world
  const chance = ids.customers.chanceAt(index)
  const maker = makerAt(stripe, createdAt(seed, index), chance)
  const person = drawPerson(chance)
  const metadata = { user_id: `user_${index}` }
  const customer = buildCustomer(maker, { ...person, id: ids.customers.idAt(index), metadata })
  const settings = { ...customer.invoice_settings, default_payment_method: ids.paymentMethods.idAt(index) }
  const { status } = profileOf(world, index)
  const delinquent = status === 'past_due' || status === 'unpaid'
  return { ...customer, currency: planOf(world, index).currency, invoice_settings: settings, delinquent }
}

export function paymentMethodAt(world: BulkWorld, index: number): Stripe.PaymentMethod {
  const { stripe, seed, ids } = world
  const own = { pm: ids.paymentMethods.idAt(index) }
  const maker = makerAt(stripe, createdAt(seed, index), ids.paymentMethods.chanceAt(index), own)
  return buildPaymentMethod(maker, stripe.customers.get(ids.customers.idAt(index)) ?? null, drawCard(maker))
}

/** The price of the subscription's plan, as it is now. */
export function planOf(world: BulkWorld, index: number): Stripe.Price {
  const price = world.catalog.prices[profileOf(world, index).plan] as Stripe.Price
  return world.stripe.prices.get(price.id) ?? price
}

export function subscriptionAt(world: BulkWorld, index: number): Stripe.Subscription {
  const { stripe, seed, ids } = world
  const { quantity, status, coupon, withAddOns, chance } = profileOf(world, index)
  const created = createdAt(seed, index)
  const maker = makerAt(stripe, created, chance)
  const id = ids.subscriptions.idAt(index)
  const trialEnd = status === 'trialing' ? created + TRIAL_DAYS * DAY : null
  const endedAt = status === 'canceled' ? chance.int(created, seed.now) : null
  const plan = planOf(world, index)
  const addOns =
    withAddOns && plan.currency === 'usd' ? world.catalog.prices.slice(PLAN_COUNT, PLAN_COUNT + ADD_ONS) : []
  const items = [plan, ...addOns].map((price, position) =>
    buildSubscriptionItem(maker, {
      subscription: id,
      price,
      quantity: position === 0 ? quantity : 1,
      ...periodOf(price, created, endedAt ?? seed.now, trialEnd),
    }),
  )
  const subscription = buildSubscription(maker, {
    id,
    customer: ids.customers.idAt(index),
    status,
    anchor: trialEnd ?? created,
    items,
    currency: plan.currency,
    metadata: { user_id: `user_${index}` },
    billingMode: chance.chance(0.5) ? 'classic' : 'flexible',
    discounts: coupon === null ? [] : [ids.discounts.idAt(index)],
    trialStart: trialEnd === null ? null : created,
    trialEnd,
  })
  const details = { comment: null, feedback: null, feedback_option: null, reason: 'cancellation_requested' as const }
  const latest = ids.invoices.count > 0 ? { latest_invoice: ids.invoices.idAt(index * seed.invoicesPerCustomer) } : {}
  if (endedAt === null) return { ...subscription, ...latest }
  return { ...subscription, ...latest, canceled_at: endedAt, ended_at: endedAt, cancellation_details: details }
}

export function discountAt(world: BulkWorld, index: number): Stripe.Discount {
  const { stripe, seed, ids, catalog } = world
  const maker = makerAt(stripe, createdAt(seed, index), ids.discounts.chanceAt(index), {
    di: ids.discounts.idAt(index),
  })
  const coupon = catalog.coupons[profileOf(world, index).coupon ?? 0] as Stripe.Coupon
  return buildDiscount(maker, {
    coupon: coupon.id,
    customer: ids.customers.idAt(index),
    subscription: ids.subscriptions.idAt(index),
    end: null,
  })
}

/** The period of that price that contains `at`; a trial is one of its own. */
function periodOf(price: Stripe.Price, anchor: number, at: number, trialEnd: number | null) {
  if (trialEnd !== null) return { periodStart: anchor, periodEnd: trialEnd }
  const recurring = price.recurring as Stripe.Price.Recurring
  const periodEnd = periodEndAfter(anchor, recurring, at)
  let count = Math.max(0, Math.floor((at - anchor) / approximateSeconds(recurring)) - 1)
  while (afterIntervals(anchor, recurring, count + 1) < periodEnd) count += 1
  return { periodStart: afterIntervals(anchor, recurring, count), periodEnd }
}
