import { MOVEMENT_KINDS, type MovementKind } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'

export interface CurrencyMetrics {
  currency: string
  /** MRR before the first day and at the end of the last. */
  mrrStart: number
  mrrEnd: number
  movements: Record<MovementKind, { amount: number; count: number }>
  /** Every day, oldest first; `mrr` is that at its end. */
  days: ({ date: string; mrr: number } & Record<MovementKind, number>)[]
}

interface DayRow {
  day: string
  currency: string
  kind: string
  amount: number
  movements: number
}

/** Currencies that had MRR by the last of these days (ms of their starts, one after the other). */
export async function readMrrDays(db: D1Database, tenant: Tenant, days: readonly number[]): Promise<CurrencyMetrics[]> {
  const dates = days.map((ms) => new Date(ms).toISOString().slice(0, 10))
  // The days before become one row per currency and kind, so that both come from one moment.
  const { results } = await db
    .prepare(
      `SELECT '' AS day, currency, kind, SUM(amount) AS amount, 0 AS movements FROM mrr_days
       WHERE account_id = ?1 AND mode = ?2 AND day < ?3 GROUP BY currency, kind
       UNION ALL
       SELECT day, currency, kind, amount, movements FROM mrr_days
       WHERE account_id = ?1 AND mode = ?2 AND day >= ?3 AND day <= ?4`,
    )
    .bind(tenant.accountId, tenant.mode, dates[0] ?? '', dates.at(-1) ?? '')
    .all<DayRow>()
  const byCurrency = Map.groupBy(results, ({ currency }) => currency)
  return [...byCurrency]
    .map(([currency, rows]) => metricsOf(currency, dates, rows))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

function metricsOf(currency: string, dates: string[], rows: DayRow[]): CurrencyMetrics {
  const byDay = Map.groupBy(rows, ({ day }) => day)
  const mrrStart = sum(byDay.get('') ?? [], 'amount')
  let mrr = mrrStart
  const days = dates.map((date) => {
    const ofDay = byDay.get(date) ?? []
    mrr += sum(ofDay, 'amount')
    return { date, mrr, ...byKind((kind) => sum(ofDay, 'amount', kind)) }
  })
  const within = rows.filter(({ day }) => day !== '')
  const movements = byKind((kind) => ({ amount: sum(within, 'amount', kind), count: sum(within, 'movements', kind) }))
  return { currency, mrrStart, mrrEnd: mrr, movements, days }
}

function byKind<T>(value: (kind: MovementKind) => T): Record<MovementKind, T> {
  return Object.fromEntries(MOVEMENT_KINDS.map((kind) => [kind, value(kind)])) as Record<MovementKind, T>
}

function sum(rows: DayRow[], column: 'amount' | 'movements', kind?: MovementKind): number {
  return rows.reduce((total, row) => (kind && row.kind !== kind ? total : total + row[column]), 0)
}
