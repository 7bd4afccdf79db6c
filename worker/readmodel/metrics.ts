import type { Tenant } from '../domain/ids.ts'
import { type EventHour, readEventHours } from './event-hours.ts'
import { type CurrencyMetrics, readMrrDays } from './mrr-days.ts'
import { readTallies } from './tallies.ts'
import { stepsOf } from './time-steps.ts'

export type { CurrencyMetrics } from './mrr-days.ts'

/** Figures over whole UTC days; amounts are minor units, signed. */
export interface Metrics {
  currencies: CurrencyMetrics[]
  /** Every hour of the last 168 within the range, oldest first. */
  hours: EventHour[]
  customers: number
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MAX_HOURS = 168

/** From the UTC day and hour of `fromMs` to those of the last moment before `toMs`. Reads sums only, no history. */
export async function readMetrics(
  db: D1Database,
  tenant: Tenant,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<Metrics> {
  const days = stepsOf(fromMs, toMs, DAY_MS)
  const [currencies, hours, tallies] = await Promise.all([
    readMrrDays(db, tenant, days),
    readEventHours(db, tenant, stepsOf(fromMs, toMs, HOUR_MS).slice(-MAX_HOURS)),
    readTallies(db, tenant, ['customers']),
  ])
  return { currencies, hours, customers: tallies.get('customers') ?? 0 }
}
