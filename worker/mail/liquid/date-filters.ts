import { filters as builtIn, toValue } from 'liquidjs'
import { dateWords, daysUntil, knownTimeZone, type Reader, relativeWords } from '../words.ts'
import { INTL_COST } from './budget.ts'
import type { FilterHandler, FilterSelf } from './filters.ts'

const MAX_FORMAT_CHARS = 100
const builtInDate = builtIn.date as FilterHandler

/**
 * `date`, `date_in`, `relative_date` and `days_until` of ISO-8601 text, of Stripe's seconds, or of `"now"`, which is the
 * moment the mail is made for. Without a format a date is written in full, as the reader's language does.
 */
export function dateFilters(reader: Reader): Record<string, FilterHandler> {
  return {
    date: onMoment(reader, (self, at, format) => written(self, at, format, reader)),
    date_in: onMoment(reader, (self, at, timeZone, format) =>
      written(self, at, format, { ...reader, timeZone: knownTimeZone(toValue(timeZone)) ?? reader.timeZone }),
    ),
    relative_date: onMoment(reader, (_, at) => relativeWords(at, reader)),
    days_until: onMoment(reader, (_, at) => daysUntil(at, reader)),
  }
}

type OfMoment = (self: FilterSelf, atMs: number, ...args: unknown[]) => unknown

function onMoment({ nowMs }: Reader, words: OfMoment): FilterHandler {
  return function (value, ...args) {
    const at = momentOf(toValue(value), nowMs)
    if (at === null) return value
    this.context.memoryLimit.use(INTL_COST)
    return words(this, at, ...args)
  }
}

function written(self: FilterSelf, atMs: number, format: unknown, reader: Reader): unknown {
  const pattern = toValue(format)
  if (typeof pattern !== 'string') return dateWords(atMs, reader)
  return builtInDate.call(self, atMs / 1000, pattern.slice(0, MAX_FORMAT_CHARS), reader.timeZone)
}

/** Milliseconds; null for what is no moment. */
function momentOf(value: unknown, nowMs: number): number | null {
  if (value === 'now' || value === 'today') return nowMs
  const isSeconds = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
  const at = isSeconds ? Number(value) * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(new Date(at).getTime()) ? null : at
}
