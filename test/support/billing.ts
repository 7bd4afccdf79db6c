import type { Stripe } from 'stripe'
import type { JsonObject } from '../../worker/domain/json.ts'

/** What a fixture says of a Stripe object: the fields that matter, of Stripe's own types. */
export type Part<T> = T extends (infer E)[] ? Part<E>[] : T extends object ? { [K in keyof T]?: Part<T[K]> } : T

export const MINUTE = 60
export const HOUR = 3_600
export const DAY = 86_400

/** Fixtures live in the present, for rules compare what they read with now. */
export const NOW = Math.floor(Date.now() / 1000)

export interface PriceSeed {
  id?: string
  product?: string
  currency?: string
  /** Minor units. */
  amount?: number
  interval?: Stripe.Price.Recurring.Interval | null
}

export function price(seed: PriceSeed = {}): JsonObject {
  const { amount = 2000, interval = 'month', currency = 'usd' } = seed
  return {
    ...({
      id: seed.id ?? 'price_1',
      object: 'price',
      active: true,
      billing_scheme: 'per_unit',
      currency,
      product: seed.product ?? 'prod_1',
      recurring: interval && {
        interval,
        interval_count: 1,
        meter: null,
        usage_type: 'licensed',
      },
      tiers_mode: null,
      transform_quantity: null,
      type: interval ? 'recurring' : 'one_time',
      unit_amount: amount,
    } satisfies Part<Stripe.Price>),
    unit_amount_decimal: String(amount),
  }
}

export interface ItemSeed extends PriceSeed {
  item?: string
  quantity?: number
  periodEnd?: number
}

export interface SubscriptionSeed {
  id?: string
  customer?: string
  status?: Stripe.Subscription.Status
  /** Why it is `paused`, told since 2026-10-28.endive. */
  pausedBecause?: string
  /** Since when; now unless told otherwise. */
  pausedAt?: number
  currency?: string
  /** One item of 2000 a month unless told otherwise. */
  items?: ItemSeed[]
  created?: number
  periodEnd?: number
  trialEnd?: number | null
  cancelAt?: number | null
  cancelAtPeriodEnd?: boolean
  canceledAt?: number | null
  endedAt?: number | null
  pause?: { behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void'; resumes_at: number | null } | null
  latestInvoice?: string | null
  metadata?: Record<string, string>
}

/** Active, begun ten days ago and paid for twenty more, unless told otherwise; as at 2026-10-28.endive. */
export function subscription(seed: SubscriptionSeed = {}): JsonObject {
  const { created = NOW - 10 * DAY, periodEnd = NOW + 20 * DAY, currency = 'usd' } = seed
  const id = seed.id ?? 'sub_1'
  const items = (seed.items ?? [{}]).map((item, at) => ({
    ...({
      id: item.item ?? `si_${id}_${at}`,
      object: 'subscription_item',
      created,
      current_period_end: item.periodEnd ?? periodEnd,
      current_period_start: created,
      discounts: [],
      quantity: item.quantity ?? 1,
      subscription: id,
      tax_rates: [],
    } satisfies Part<Stripe.SubscriptionItem>),
    price: price({ currency, ...item }),
  }))
  const endedAt = seed.endedAt ?? (seed.status === 'canceled' ? NOW - MINUTE : null)
  return {
    ...({
      id,
      object: 'subscription',
      cancel_at: seed.cancelAt ?? null,
      cancel_at_period_end: seed.cancelAtPeriodEnd ?? false,
      canceled_at: seed.canceledAt ?? endedAt,
      collection_method: 'charge_automatically',
      created,
      currency,
      customer: seed.customer ?? 'cus_1',
      default_tax_rates: [],
      discounts: [],
      ended_at: endedAt,
      latest_invoice: seed.latestInvoice ?? null,
      livemode: false,
      metadata: seed.metadata ?? {},
      pause_collection: seed.pause ?? null,
      start_date: created,
      status: seed.status ?? 'active',
      trial_end: seed.trialEnd ?? null,
      trial_start: seed.trialEnd == null ? null : created,
    } satisfies Part<Stripe.Subscription>),
    items: { object: 'list', data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    ...(seed.pausedBecause && {
      status_details: {
        paused: {
          type: 'subscription',
          transitioned_at: seed.pausedAt ?? NOW,
          subscription: { type: seed.pausedBecause },
        },
      },
    }),
  }
}

export interface CustomerSeed {
  id?: string
  email?: string | null
  name?: string | null
  created?: number
  metadata?: Record<string, string>
}

export function stripeCustomer(seed: CustomerSeed = {}): JsonObject {
  return {
    id: seed.id ?? 'cus_1',
    object: 'customer',
    created: seed.created ?? NOW - 10 * DAY,
    currency: 'usd',
    delinquent: false,
    email: seed.email === undefined ? 'alice@example.com' : seed.email,
    livemode: false,
    metadata: seed.metadata ?? {},
    name: seed.name === undefined ? 'Alice Archer' : seed.name,
  } satisfies Part<Stripe.Customer>
}
