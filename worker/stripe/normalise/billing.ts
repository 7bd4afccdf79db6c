import type { BillingDiscount, BillingItem, BillingSubscription } from '../../domain/billing.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { ObjectRef } from '../../domain/stripe-object.ts'
import { readDiscounts } from './billing-discount.ts'
import { readItem } from './billing-item.ts'
import { textsOf } from './evidence.ts'
import { idOf, integer, listData, text } from './read.ts'
import { readTaxRates } from './tax-rates.ts'

/** What is held already, for what a payload only names; null where nothing is. */
export interface Known {
  price(id: string): JsonObject | null
  coupon(id: string): JsonObject | null
  /** As the former reading of the same subscription knew it. */
  discount(id: string): BillingDiscount | null
}

/** Reads a subscription of any API version to one shape, by what is there and never by the version; it never throws. */
export function readBilling(subscription: JsonObject, known: Known): BillingSubscription {
  const items = listData(subscription.items).map((item) => readItem(item, subscription, known))
  const status = text(subscription.status) ?? 'unknown'
  return {
    id: text(subscription.id) ?? '',
    stripeCustomerId: idOf(subscription.customer),
    status,
    statusReason: status === 'paused' ? pauseReason(subscription.status_details) : null,
    pausedAt: status === 'paused' ? integer(pauseIn(subscription.status_details).transitioned_at) : null,
    currency: text(subscription.currency) ?? items[0]?.currency ?? '',
    items,
    discounts: readDiscounts(subscription, known),
    taxRates: readTaxRates(subscription.default_tax_rates),
    created: integer(subscription.created),
    startedAt: integer(subscription.start_date),
    currentPeriodEnd: earliestPeriodEnd(items) ?? integer(subscription.current_period_end),
    trialStart: integer(subscription.trial_start),
    trialEnd: integer(subscription.trial_end),
    cancelAt: integer(subscription.cancel_at),
    cancelAtPeriodEnd: subscription.cancel_at_period_end === true,
    canceledAt: integer(subscription.canceled_at),
    endedAt: integer(subscription.ended_at),
    pause: readPause(subscription.pause_collection),
    latestInvoice: idOf(subscription.latest_invoice),
    metadata: textsOf(subscription.metadata),
  }
}

/** What should be fetched to know the subscription's value: prices without their tiers, coupons without their terms. */
export function lackingOf({ items, discounts }: BillingSubscription): ObjectRef[] {
  const prices = items.filter(lacksPrice).map(({ price }) => ['price', price] as const)
  const coupons = [...discounts, ...items.flatMap((item) => item.discounts)]
    .filter(({ coupon }) => coupon === null)
    .map(({ couponId }) => ['coupon', couponId] as const)
  const refs = [...prices, ...coupons].flatMap(([objectType, objectId]) => (objectId ? [{ objectType, objectId }] : []))
  return [...new Map(refs.map((ref) => [`${ref.objectType} ${ref.objectId}`, ref])).values()]
}

/** Its tiers are not known, or nothing but its id is: what was fetched once says whether it recurs. */
function lacksPrice({ amount, recurring }: BillingItem): boolean {
  if (amount.kind !== 'unknown') return false
  return amount.lacks === 'tiers' || (amount.lacks === 'amount' && recurring === null)
}

/** Since 2026-10-28.endive the reason is told; before, `paused` had but one. */
function pauseReason(details: unknown): string {
  const paused = pauseIn(details)
  const told = isJsonObject(paused.subscription) ? text(paused.subscription.type) : null
  return told ?? 'trial_end_without_payment_method'
}

function pauseIn(details: unknown): JsonObject {
  return isJsonObject(details) && isJsonObject(details.paused) ? details.paused : {}
}

function earliestPeriodEnd(items: readonly BillingItem[]): number | null {
  const ends = items.map(({ periodEnd }) => periodEnd).filter((end) => end !== null)
  return ends.length > 0 ? Math.min(...ends) : null
}

function readPause(pause: unknown): BillingSubscription['pause'] {
  if (!isJsonObject(pause)) return null
  const behavior = text(pause.behavior)
  return behavior === null ? null : { behavior, resumesAt: integer(pause.resumes_at) }
}
