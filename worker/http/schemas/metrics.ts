import { z } from '@hono/zod-openapi'
import { MOVEMENT_KINDS } from '../../domain/customer.ts'
import { isoOfMs } from '../../domain/times.ts'
import type { CurrencyMetrics, Metrics as StoredMetrics } from '../../readmodel/metrics.ts'
import { absoluteTime, isoTime } from './common.ts'

/** Figures over whole UTC days, from that of `from` to that of `to`. Amounts are minor units, signed. */
export const metrics = z
  .object({
    object: z.literal('metrics'),
    from: isoTime,
    to: isoTime,
    currencies: z.array(
      z.object({
        currency: z.string(),
        /** Before the first day and at the end of the last. */
        mrr_start: z.int(),
        mrr_end: z.int(),
        movements: z.record(z.enum(MOVEMENT_KINDS), z.object({ amount: z.int(), count: z.int() })),
        /** Every day; `mrr` is that at its end. */
        days: z.array(
          z.object({
            date: z.iso.date(),
            mrr: z.int(),
            new: z.int(),
            reactivation: z.int(),
            expansion: z.int(),
            contraction: z.int(),
            churn: z.int(),
          }),
        ),
      }),
    ),
    /** Of the last 168 hours those within the range. */
    events_per_hour: z.array(z.object({ hour: isoTime, received: z.int(), parked: z.int(), unmatched: z.int() })),
    /** Of the events received in these hours, how many were parked and how many waited for a person: 0 to 1. */
    failure_rates: z.object({ parked: z.number(), unmatched: z.number() }),
    customers: z.object({ total: z.int() }),
  })
  .openapi('Metrics')
export type Metrics = z.infer<typeof metrics>

export const metricsQuery = z.strictObject({
  from: absoluteTime.optional().describe('30 days before `to` when absent'),
  to: absoluteTime.optional().describe('Now when absent; at most 400 days after `from`'),
})

export interface Range {
  fromMs: number
  toMs: number
}

export function presentMetrics({ fromMs, toMs }: Range, { currencies, hours, customers }: StoredMetrics): Metrics {
  return {
    object: 'metrics',
    from: isoOfMs(fromMs),
    to: isoOfMs(toMs),
    currencies: currencies.map(presentCurrency),
    events_per_hour: hours.map(({ hourMs, ...counts }) => ({ hour: isoOfMs(hourMs), ...counts })),
    failure_rates: { parked: rateOf(hours, 'parked'), unmatched: rateOf(hours, 'unmatched') },
    customers: { total: customers },
  }
}

function presentCurrency({ currency, mrrStart, mrrEnd, movements, days }: CurrencyMetrics) {
  return { currency, mrr_start: mrrStart, mrr_end: mrrEnd, movements, days }
}

function rateOf(hours: StoredMetrics['hours'], of: 'parked' | 'unmatched'): number {
  const received = hours.reduce((sum, hour) => sum + hour.received, 0)
  return received === 0 ? 0 : hours.reduce((sum, hour) => sum + hour[of], 0) / received
}
