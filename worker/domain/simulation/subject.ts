import type { CustomerSubscription, StoredCustomer } from '../customer.ts'

export const DAY = 86_400
export const INVENTED_CUSTOMER = 'cus_simulated'
/** Prices and products that Stripe does not have: mappings may name them while something is simulated. */
export const INVENTED_IDS = /^(price|prod)_simulated(_|$)/
const MONTHLY = 2_000

/** Whom a scenario happens to, at Stripe. */
export interface Subject {
  customer: string
  livemode: boolean
  /** Nobody has heard of it: it begins with the scenario. */
  isInvented: boolean
  email: string
  name: string
  /** What it has now and goes on paying for; null where a scenario has to begin one. */
  subscription: Terms | null
}

/** A subscription as far as scenarios need it; times are Stripe's seconds. */
export interface Terms {
  id: string
  status: string
  currency: string
  items: TermsItem[]
  created: number
  periodStart: number
  periodEnd: number
  trialEnd: number | null
  cancelAt: number | null
  /** Minor units of a whole period, all items together. */
  amount: number
}

export interface TermsItem {
  id: string
  price: string
  product: string
  quantity: number
  interval: string
  intervalCount: number
  usageType: string
  /** Minor units of one, as a decimal. */
  unit: string
}

export function inventedSubject(livemode: boolean): Subject {
  return {
    ...{ customer: INVENTED_CUSTOMER, livemode, isInvented: true },
    ...{ email: 'simulated@example.com', name: 'Sam Simulated', subscription: null },
  }
}

/** A customer with what it has now; null where it has no Stripe customer. */
export function subjectOf(customer: StoredCustomer, livemode: boolean, nowSeconds: number): Subject | null {
  const { external_id: id, email, name, subscriptions } = customer
  if (id === null) return null
  const present = subscriptions
    .filter((one) => one.stripe_customer_id === id)
    .toSorted((a, b) => rank(a) - rank(b))
    .find(({ status }) => PRESENT.includes(status))
  return {
    ...{ customer: id, livemode, isInvented: false, email: email ?? 'simulated@example.com', name: name ?? '' },
    subscription: present ? termsOf(present, nowSeconds) : null,
  }
}

/** The best first. */
const PRESENT = ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete']
const rank = ({ status }: CustomerSubscription): number => PRESENT.indexOf(status)

function termsOf(of: CustomerSubscription, nowSeconds: number): Terms {
  const items = of.items.map((item, at) => ({
    ...{ id: item.id, price: item.price ?? 'price_simulated', product: item.product ?? 'prod_simulated' },
    ...{ quantity: item.quantity ?? 1, interval: item.interval ?? 'month', intervalCount: item.interval_count ?? 1 },
    ...{ usageType: item.usage_type ?? 'licensed', unit: at === payingItem(of) ? unitOf(of, at) : '0' },
  }))
  const length = lengthOf(items[payingItem(of)])
  const periodEnd = secondsOf(of.current_period_end) ?? nowSeconds + 20 * DAY
  return {
    ...{ id: of.id, status: of.status, currency: of.currency, items, periodEnd, periodStart: periodEnd - length },
    ...{ created: secondsOf(of.created) ?? nowSeconds - 10 * DAY, trialEnd: secondsOf(of.trial_end) },
    ...{ cancelAt: secondsOf(of.cancel_at), amount: amountOf(items) },
  }
}

/** What it is worth a month is known, what each of its items costs is not: one of them costs all of it. */
function payingItem({ items }: CustomerSubscription): number {
  return Math.max(
    items.findIndex(({ usage_type, quantity }) => usage_type !== 'metered' && quantity !== 0),
    0,
  )
}

function unitOf(of: CustomerSubscription, at: number): string {
  const { interval, interval_count: count, quantity } = of.items[at] ?? {}
  const monthly = of.mrr || of.committed_mrr || of.trial_mrr || MONTHLY
  const months = (MONTHS[interval ?? 'month'] ?? 1) * (count ?? 1)
  // Stripe allows 12 places; more would say nothing.
  return ((monthly * months) / Math.max(quantity ?? 1, 1)).toFixed(6)
}

/** By a year of 12 months, 52 weeks and 365 days, as MRR is counted. */
const MONTHS: Record<string, number> = { month: 1, year: 12, week: 12 / 52, day: 12 / 365 }

export function lengthOf(item: Pick<TermsItem, 'interval' | 'intervalCount'> | undefined): number {
  const { interval = 'month', intervalCount = 1 } = item ?? {}
  return Math.round((DAYS[interval] ?? 30) * intervalCount) * DAY
}
const DAYS: Record<string, number> = { month: 30, year: 365, week: 7, day: 1 }

export function amountOf(items: readonly TermsItem[]): number {
  return Math.round(items.reduce((sum, { unit, quantity }) => sum + Number(unit) * quantity, 0))
}

function secondsOf(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso) / 1000
}

/** The subscription of who has none: 2000 US cents a month, paid since `created`. */
export function inventedTerms(created: number, over: Partial<Terms> = {}): Terms {
  const item = {
    ...{ id: 'si_simulated', price: 'price_simulated', product: 'prod_simulated', quantity: 1 },
    ...{ interval: 'month', intervalCount: 1, usageType: 'licensed', unit: String(MONTHLY) },
  }
  return {
    ...{ id: 'sub_simulated', status: 'active', currency: 'usd', items: [item], created },
    ...{ periodStart: created, periodEnd: created + 30 * DAY, trialEnd: null, cancelAt: null, amount: MONTHLY },
    ...over,
  }
}
