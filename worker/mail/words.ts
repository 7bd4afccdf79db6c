import { canonicalTag } from '../domain/language.ts'
import { currencyExponent, shiftDecimals } from '../domain/money.ts'

/** How the reader of a mail writes: a locale and a time zone that `Intl` knows, and the moment the mail is written at. */
export interface Reader {
  locale: string
  timeZone: string
  nowMs: number
}

const DEFAULT_LOCALE = 'en'
const DEFAULT_TIME_ZONE = 'UTC'
const DAY_MS = 86_400_000
/** Stripe sends these with two decimals, people write them without. */
const WRITTEN_WHOLE: readonly string[] = ['isk', 'huf', 'twd', 'ugx']

/** What is unknown or misspelt becomes English and UTC. */
export function readerOf(locale: unknown, timeZone: unknown, nowMs: number): Reader {
  return { locale: knownLocale(locale), timeZone: knownTimeZone(timeZone) ?? DEFAULT_TIME_ZONE, nowMs }
}

/**
 * `1999, 'eur'` → `€19.99`, as the locale writes it. `minorUnits` is an integer, or decimal text. Null for what is no
 * amount, and for a currency that is no three letters.
 */
export function moneyWords(
  minorUnits: number | string,
  currency: string,
  { locale }: Reader,
  zeros: 'keep' | 'strip' = 'keep',
): string | null {
  const code = currency.toLowerCase()
  const exponent = currencyExponent(code)
  const amount = shiftDecimals(String(minorUnits), exponent)
  if (amount === null || !/^[a-z]{3}$/.test(code)) return null
  const decimals = amount.split('.')[1]?.length ?? 0
  const shown = decimals === 0 && WRITTEN_WHOLE.includes(code) ? 0 : exponent
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: code,
    minimumFractionDigits: shown,
    maximumFractionDigits: Math.min(Math.max(decimals, shown), 20),
    trailingZeroDisplay: zeros === 'strip' ? 'stripIfInteger' : 'auto',
  }).format(amount as Intl.StringNumericLiteral)
}

/** `3 December 2026`, as the locale writes it. */
export function dateWords(atMs: number, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(atMs)
}

/** `tomorrow`, `in 3 days`, `2 months ago`, by calendar days. */
export function relativeWords(atMs: number, reader: Reader): string {
  const days = daysUntil(atMs, reader)
  const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' })
  const size = Math.abs(days)
  if (size < 14) return words.format(days, 'day')
  if (size < 60) return words.format(Math.round(days / 7), 'week')
  if (size < 730) return words.format(Math.round(days / 30.44), 'month')
  return words.format(Math.round(days / 365.25), 'year')
}

/** Midnights between now and then in the reader's time zone; below zero in the past. */
export function daysUntil(atMs: number, { timeZone, nowMs }: Reader): number {
  return dayNumber(atMs, timeZone) - dayNumber(nowMs, timeZone)
}

/** The time zone as it was given, or null where `Intl` does not know it. */
export function knownTimeZone(timeZone: unknown): string | null {
  if (typeof timeZone !== 'string' || timeZone === '') return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

function knownLocale(locale: unknown): string {
  return (typeof locale === 'string' && canonicalTag(locale)) || DEFAULT_LOCALE
}

function dayNumber(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: 'numeric', day: 'numeric' },
  }).formatToParts(atMs)
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY_MS
}
