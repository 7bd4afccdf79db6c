import type {
  BillingDiscount,
  BillingItem,
  BillingSubscription,
  CouponTerms,
  Interval,
  Tier,
} from '../../../../worker/domain/billing.ts'
import type { MrrRules } from '../../../../worker/domain/mrr/monthly-items.ts'
import { mrrOf, type SubscriptionMrr } from '../../../../worker/domain/mrr/subscription-mrr.ts'
import { type AccountSettings, DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'

export const NOW = 1_767_225_600
export const DAY = 86_400
export const PERIOD_END = NOW + 20 * DAY

type ItemSeed = Partial<Omit<BillingItem, 'amount'>> & { amount?: BillingItem['amount'] | number | string }

/** A licensed item without a quantity; its amount per unit where that is all. */
export function item(every: Interval | `${number} ${Interval}` | null = 'month', over: ItemSeed = {}): BillingItem {
  const { amount = 1000, ...rest } = over
  const [interval, count] = (every ?? 'month').split(' ').reverse() as [Interval, string?]
  return {
    ...{ id: 'si_1', price: 'price_1', product: 'prod_1', currency: 'usd', deleted: false, quantity: null },
    recurring: every === null ? null : { interval, intervalCount: Number(count ?? 1), usageType: 'licensed' },
    amount: typeof amount === 'object' ? amount : { kind: 'per_unit', unit: String(amount) },
    ...{ transform: null, taxBehavior: 'unspecified', taxRates: [], discounts: [], periodEnd: PERIOD_END },
    ...rest,
  }
}

export function metered(every: Interval, over: ItemSeed = {}): BillingItem {
  return item(every, { ...over, recurring: { interval: every, intervalCount: 1, usageType: 'metered' } })
}

export function tiers(mode: 'volume' | 'graduated', ...rows: [upTo: number | null, unit: string, flat?: string][]) {
  const of = rows.map(([upTo, unit, flat = '0']): Tier => ({ upTo, unit, flat }))
  return { kind: 'tiers', mode, tiers: of } as const
}

/** Active, paid for twenty more days, with one item of 1000 a month unless told otherwise. */
export function billing(over: Partial<BillingSubscription> = {}): BillingSubscription {
  return {
    ...{
      id: 'sub_1',
      stripeCustomerId: 'cus_1',
      status: 'active',
      statusReason: null,
      pausedAt: null,
      currency: 'usd',
    },
    ...{ items: [item()], discounts: [], taxRates: [], created: NOW - DAY, startedAt: NOW - DAY },
    ...{ currentPeriodEnd: PERIOD_END, trialStart: null, trialEnd: null, cancelAt: null, cancelAtPeriodEnd: false },
    ...{ canceledAt: null, endedAt: null, pause: null, latestInvoice: null, metadata: {} },
    ...over,
  }
}

/** What a coupon takes off: a percentage as text, or minor units of a currency, usd unless told. */
export function discount(
  off: string | number,
  over: Partial<CouponTerms> = {},
  end: number | null = null,
): BillingDiscount {
  const isPercent = typeof off === 'string'
  const coupon: CouponTerms = {
    ...{ id: 'co_1', duration: 'forever', percentOff: isPercent ? off : null, amountOff: isPercent ? null : off },
    ...{ currency: isPercent ? null : 'usd', amountOffIn: {}, appliesTo: null },
    ...over,
  }
  return { id: 'di_1', couponId: coupon.id, coupon, end }
}

export type Policy = Partial<AccountSettings['mrr']>

export function rules(policy: Policy = {}, over: Partial<Omit<MrrRules, 'policy'>> = {}): MrrRules {
  return {
    policy: { ...DEFAULT_SETTINGS.mrr, ...policy },
    ...{ productsIncluded: null, nowSeconds: NOW, lastPeriod: {} },
    ...over,
  }
}

export function read(
  of: Partial<BillingSubscription>,
  policy: Policy = {},
  over: Parameters<typeof rules>[1] = {},
): SubscriptionMrr {
  return mrrOf(billing(of), rules(policy, over))
}
