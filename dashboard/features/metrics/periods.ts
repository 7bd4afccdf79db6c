import type { MovementKind } from '../../../worker/domain/customer.ts'
import type { MetricsDay } from './get-metrics.ts'
import type { MetricsRange } from './metrics-search.ts'
import { MOVEMENTS } from './movement-words.ts'

/** A day, week or month with what moved in it. Amounts are minor units; losses are below zero. */
export interface Period {
  /** First and last day that the figures hold of it. */
  from: string
  to: string
  mrr: number
  movements: Record<MovementKind, number>
  net: number
  /** It is not over yet, so that its figures may grow. */
  running: boolean
}

/** Bars that are wide enough to read: days for a month, weeks from Monday for a quarter, months for a year. */
export function periodsOf(days: readonly MetricsDay[], range: MetricsRange): Period[] {
  const groups = Map.groupBy(days, ({ date }) => periodStart(date, range))
  const periods = [...groups.values()].map(sumUp)
  const last = periods.at(-1)
  // The newest day is today.
  if (last) last.running = true
  return periods
}

function sumUp(days: MetricsDay[]): Period {
  const [first] = days as [MetricsDay]
  const last = days.at(-1) ?? first
  const movements = Object.fromEntries(
    MOVEMENTS.map((kind) => [kind, days.reduce((sum, day) => sum + day[kind], 0)]),
  ) as Period['movements']
  const net = Object.values(movements).reduce((sum, amount) => sum + amount, 0)
  return { from: first.date, to: last.date, mrr: last.mrr, movements, net, running: false }
}

function periodStart(date: string, range: MetricsRange): string {
  if (range === '30d') return date
  if (range === '365d') return date.slice(0, 7)
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
