import type { BillingItem, BillingSubscription } from './billing.ts'
import type { Payer } from './payer.ts'
import { invoicesOf, proofOf } from './proof.ts'

/**
 * Until when a subscription is paid for, no further than its period: Stripe rolls the period on during a pause. As far as
 * the lines of its paid invoices reach; where none says, one interval from the last that was paid. Of one that nothing is
 * known to have paid for, until the first of the invoices that were voided since.
 */
export function paidUntil(payer: Payer, billing: BillingSubscription): number | null {
  const { id, currentPeriodEnd } = billing
  const { paidThrough, paidAt, billedAt = paidAt } = proofOf(payer, id)
  if (paidThrough !== null) return earliest(paidThrough, currentPeriodEnd)
  if (billedAt > 0) return earliest(...periodsFrom(billedAt, billing), currentPeriodEnd)
  const invoices = invoicesOf(payer, id)
  const before = invoices.findIndex(({ outcome }) => outcome !== 'void')
  const voided = before < 0 ? invoices : invoices.slice(0, before)
  return voided.at(-1)?.created ?? currentPeriodEnd
}

/** The end of one period of each of its items. */
function periodsFrom(seconds: number, { items }: BillingSubscription): number[] {
  return items.flatMap(({ recurring, deleted }) => (recurring && !deleted ? [oneAfter(seconds, recurring)] : []))
}

/** Months are of the calendar, and end with it: a month after 31 January is the last of February. */
function oneAfter(seconds: number, { interval, intervalCount }: NonNullable<BillingItem['recurring']>): number {
  if (interval === 'day' || interval === 'week') return seconds + intervalCount * (interval === 'week' ? 7 : 1) * 86_400
  const months = intervalCount * (interval === 'year' ? 12 : 1)
  const from = new Date(seconds * 1000)
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate()
  const day = Math.min(from.getUTCDate(), lastDay)
  return first / 1000 + (day - 1) * 86_400 + (seconds % 86_400)
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}
