import { currencyExponent } from '../../../worker/domain/money.ts'
import { formatAmount, formatMoney } from '../../lib/money.ts'
import { formatDate } from '../../lib/time.ts'
import type { MetricsRange } from './metrics-search.ts'
import type { Period } from './periods.ts'

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' })

/** `1250000, 'eur'` → `12.5K`: for axes, where the exact amount stands beside. */
export function compactAmount(minorUnits: number, currency: string): string {
  return COMPACT.format(minorUnits / 10 ** currencyExponent(currency))
}

/** `+19.00 EUR`, `−5.00 EUR`, `0.00 EUR`. */
export function signedMoney(minorUnits: number, currency: string): string {
  return signed(minorUnits, formatMoney(Math.abs(minorUnits), currency))
}

/** `+19.00`: where the currency stands beside. */
export function signedAmount(minorUnits: number, currency: string): string {
  return signed(minorUnits, formatAmount(Math.abs(minorUnits), currency))
}

function signed(minorUnits: number, text: string): string {
  if (minorUnits === 0) return text
  return minorUnits > 0 ? `+${text}` : `−${text}`
}

/** `+4.2 %` of what was there before; null where there was nothing to compare with. */
export function changeInPercent(from: number, to: number): string | null {
  if (from <= 0) return null
  const percent = ((to - from) / from) * 100
  const text = `${Math.abs(percent).toFixed(1)} %`
  return percent >= 0.05 ? `+${text}` : percent <= -0.05 ? `−${text}` : '0.0 %'
}

/** `21 Nov 2026`; days of the figures are days in UTC. */
export function dayWords(date: string): string {
  return formatDate(utcMs(date), 'UTC')
}

/** Below the axis: `21 Nov`, and for months `Nov 26`. */
export function axisDay(date: string, range: MetricsRange): string {
  return (range === '365d' ? MONTH : SHORT_DAY).format(utcMs(date))
}

/** `21 Nov 2026`, `16 to 22 Nov 2026`, `30 Nov to 6 Dec 2026`; what is not over says so. */
export function periodWords({ from, to, running }: Period): string {
  return running ? `${spanWords(from, to)}, so far` : spanWords(from, to)
}

function spanWords(from: string, to: string): string {
  if (from === to) return dayWords(from)
  if (from.slice(0, 4) !== to.slice(0, 4)) return `${dayWords(from)} to ${dayWords(to)}`
  const first = from.slice(0, 7) === to.slice(0, 7) ? String(Number(from.slice(8))) : SHORT_DAY.format(utcMs(from))
  return `${first} to ${dayWords(to)}`
}

function utcMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}
