import type { BillingItem, Interval } from '../billing.ts'
import { divide, type Fraction, fraction, whole } from './fraction.ts'

/** How many of an interval a month has, by a year of 12 months, 52 weeks and 365 days. */
const PER_MONTH: Record<Interval, Fraction> = {
  month: fraction(1n),
  year: fraction(1n, 12n),
  week: fraction(52n, 12n),
  day: fraction(365n, 12n),
}

/** What an amount per period is to be multiplied by to be an amount per month; greater for shorter periods. */
export function monthFactor({ interval, intervalCount }: NonNullable<BillingItem['recurring']>): Fraction {
  return divide(PER_MONTH[interval], whole(intervalCount))
}
