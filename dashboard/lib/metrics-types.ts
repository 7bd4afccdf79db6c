import type { MovementKind } from '../../worker/domain/customer.ts'

export interface Metrics {
  object: 'metrics'
  from: string
  to: string
  currencies: CurrencyMetrics[]
  events_per_hour: { hour: string; received: number; parked: number; unmatched: number }[]
  failure_rates: { parked: number; unmatched: number }
  customers: { total: number }
}

/** Amounts in minor units of the currency. */
export interface CurrencyMetrics {
  currency: string
  mrr_start: number
  mrr_end: number
  movements: Record<MovementKind, { amount: number; count: number }>
  days: MetricsDay[]
}

export type MetricsDay = { date: string; mrr: number } & Record<MovementKind, number>
