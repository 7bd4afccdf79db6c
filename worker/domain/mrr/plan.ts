import type { BillingItem, BillingSubscription } from '../billing.ts'
import { cancelDate, hasEnded } from './cancel.ts'
import { compare, type Fraction, ZERO } from './fraction.ts'
import { type MrrRules, monthlyItems } from './monthly-items.ts'
import { isCounted } from './subscription-mrr.ts'

/** When a subscription renews next, in seconds; null where it has ended or is to end by then. */
export function renewalOf(billing: BillingSubscription, nowSeconds: number): number | null {
  const renewal = billing.currentPeriodEnd
  if (renewal === null || hasEnded(billing)) return null
  const endsAt = cancelDate(billing)
  return endsAt !== null && endsAt <= Math.max(renewal, nowSeconds) ? null : renewal
}

export interface PlanItem {
  price: string | null
  product: string | null
  quantity: number
}

interface Candidate {
  item: BillingItem
  isLive: boolean
  /** What it brings now, and what it would bring were its subscription active. */
  counted: Fraction
  nominal: Fraction
}

/**
 * What a customer is subscribed to: of all licensed recurring items the one with the greatest MRR. Of those that bring
 * nothing now, the one that would bring most; an ended subscription's only where no other is left. Currencies are compared
 * by their minor units. The lowest item id settles the rest.
 */
export function planItemOf(
  billings: readonly BillingSubscription[],
  rules: Omit<MrrRules, 'lastPeriod' | 'paidUntil'>,
): PlanItem | null {
  const best = billings.flatMap((billing) => candidatesOf(billing, { ...rules, lastPeriod: {} })).sort(byWeight)[0]
  return best ? { price: best.item.price, product: best.item.product, quantity: best.item.quantity ?? 1 } : null
}

function candidatesOf(billing: BillingSubscription, rules: MrrRules): Candidate[] {
  const isLive = !hasEnded(billing)
  const counts = isCounted(billing, rules)
  return monthlyItems(billing, rules)
    .filter(({ item }) => item.recurring?.usageType === 'licensed')
    .map(({ item, monthly }) => ({ item, isLive, counted: counts ? monthly : ZERO, nominal: monthly }))
}

function byWeight(a: Candidate, b: Candidate): number {
  const byMoney = compare(b.counted, a.counted) || compare(b.nominal, a.nominal)
  return Number(b.isLive) - Number(a.isLive) || byMoney || (a.item.id < b.item.id ? -1 : 1)
}
