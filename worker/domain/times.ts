const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59)

/** ISO-8601 in UTC with whole seconds, as everywhere on the wire; kept within the years 1970 to 9999, so that it never throws. */
export function isoOfMs(ms: number): string {
  return new Date(Math.min(Math.max(ms, 0), LAST_MS)).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

export function isoOfMsOrNull(ms: number | null): string | null {
  return ms === null ? null : isoOfMs(ms)
}

/** The same of Stripe's seconds. */
export function isoOfSeconds(seconds: number): string {
  return isoOfMs(seconds * 1000)
}

export function isoOfSecondsOrNull(seconds: number | null): string | null {
  return seconds === null ? null : isoOfSeconds(seconds)
}

/** The day of Stripe's seconds, for a sentence. */
export function dayOfSeconds(seconds: number | null): string {
  return seconds === null ? 'an unknown day' : isoOfSeconds(seconds).slice(0, 10)
}
