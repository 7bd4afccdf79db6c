import type { BillingSubscription } from '../billing.ts'
import { cancelDate, isScheduledToCancel } from './cancel.ts'
import { roundHalfUp, sum } from './fraction.ts'
import { type MrrRules, monthlyItems } from './monthly-items.ts'

/** Whole minor units of `currency`, each rounded once. */
export interface SubscriptionMrr {
  currency: string
  mrr: number
  /** The MRR that no request to cancel is about to end. */
  committed: number
  /** What a trial would bring were it active. */
  trial: number
  /** A price or a discount in it is not known; tax is in it at a rate that is not known. */
  marks: MrrMark[]
  /** Seconds: when the passing of time alone changes it next; null: never. */
  nextChangeAt: number | null
}

export type MrrMark = 'mrr_incomplete' | 'mrr_gross'

type Figures = Pick<SubscriptionMrr, 'mrr' | 'committed' | 'trial' | 'marks'>

const NOTHING: Figures = { mrr: 0, committed: 0, trial: 0, marks: [] }

/** What a subscription brings in a month, by the account's settings. A status that is not known brings nothing. */
export function mrrOf(billing: BillingSubscription, rules: MrrRules): SubscriptionMrr {
  const figures = figuresOf(billing, rules)
  const nextChangeAt = turningPoints(billing, rules).find(
    (at) => !isSame(figures, figuresOf(billing, { ...rules, nowSeconds: at })),
  )
  return { currency: billing.currency, ...figures, nextChangeAt: nextChangeAt ?? null }
}

/** Whether what a subscription's items would bring is counted at present. */
export function isCounted(billing: BillingSubscription, rules: MrrRules): boolean {
  return (billing.status === 'active' || billing.status === 'past_due') && !isStopped(billing, rules)
}

function figuresOf(billing: BillingSubscription, rules: MrrRules): Figures {
  const isTrial = billing.status === 'trialing' && !isStopped(billing, rules)
  if (!isTrial && !isCounted(billing, rules)) return NOTHING
  const items = monthlyItems(billing, rules)
  const amount = roundHalfUp(sum(items.map(({ monthly }) => monthly)))
  const marks: MrrMark[] = [
    ...(items.some(({ isKnown }) => !isKnown) ? (['mrr_incomplete'] as const) : []),
    ...(items.some(({ isGross }) => isGross) ? (['mrr_gross'] as const) : []),
  ]
  if (isTrial) return { mrr: 0, committed: 0, trial: amount, marks }
  return { mrr: amount, committed: isScheduledToCancel(billing, rules.nowSeconds) ? 0 : amount, trial: 0, marks }
}

/** Whatever its status: its last day has come, or was asked for, or nothing is collected. */
function isStopped(billing: BillingSubscription, rules: MrrRules): boolean {
  const endsAt = cancelDate(billing)
  if (endsAt !== null && endsAt <= rules.nowSeconds) return true
  if (rules.policy.churn_at === 'request' && isScheduledToCancel(billing, rules.nowSeconds)) return true
  return rules.policy.pause === 'exclude' && isCollectionOff(billing, rules)
}

/** Voided invoices begin after the paid period; what is kept as a draft or written off is not collected from the first day. */
function isCollectionOff({ pause, currentPeriodEnd }: BillingSubscription, rules: MrrRules): boolean {
  if (!pause) return false
  if (pause.behavior !== 'void') return true
  const paidUntil = rules.paidUntil ?? currentPeriodEnd
  return paidUntil === null || paidUntil <= rules.nowSeconds
}

/** The moments to come at which time could change the figures, the next one first. */
function turningPoints(billing: BillingSubscription, { nowSeconds, paidUntil }: MrrRules): number[] {
  const discounts = [...billing.discounts, ...billing.items.flatMap((item) => item.discounts)]
  const moments = [
    cancelDate(billing),
    billing.pause ? (paidUntil ?? billing.currentPeriodEnd) : null,
    ...discounts.map(({ end }) => end),
  ]
  const ahead = moments.filter((at) => at !== null && at > nowSeconds) as number[]
  return [...new Set(ahead)].sort((a, b) => a - b)
}

function isSame(a: Figures, b: Figures): boolean {
  return a.mrr === b.mrr && a.committed === b.committed && a.trial === b.trial && a.marks.join() === b.marks.join()
}
