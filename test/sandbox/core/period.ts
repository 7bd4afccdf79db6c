import type { Stripe } from 'stripe'

export const HOUR = 3_600
export const DAY = 86_400

const DAYS: Record<string, number> = { day: 1, week: 7 }

/**
 * The moment `count` intervals after `anchor` (seconds). Months keep the anchor's day and fall back to the last day of
 * a shorter month, as Stripe bills: 31 January, 28 February, 31 March.
 */
export function afterIntervals(anchor: number, recurring: Stripe.Price.Recurring, count: number): number {
  const days = DAYS[recurring.interval]
  const steps = recurring.interval_count * count
  if (days !== undefined) return anchor + days * DAY * steps
  return addMonths(anchor, recurring.interval === 'year' ? steps * 12 : steps)
}

/** The end of the period that contains `at`, counted from the anchor. */
export function periodEndAfter(anchor: number, recurring: Stripe.Price.Recurring, at: number): number {
  let count = Math.max(1, Math.floor((at - anchor) / approximateSeconds(recurring)) - 1)
  while (afterIntervals(anchor, recurring, count) <= at) count += 1
  return afterIntervals(anchor, recurring, count)
}

export function approximateSeconds(recurring: Stripe.Price.Recurring): number {
  const days = { day: 1, week: 7, month: 30.5, year: 365.25 }[recurring.interval as 'day' | 'week' | 'month' | 'year']
  return days * DAY * recurring.interval_count
}

function addMonths(anchor: number, months: number): number {
  const date = new Date(anchor * 1000)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return Math.floor(date.getTime() / 1000)
}
