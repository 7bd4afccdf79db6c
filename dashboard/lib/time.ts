const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Clocks of browser and server differ a little; an age below zero by less than this is "just now". */
const SKEW_MS = 90 * SECOND_MS

/** `12 s ago`, `3 min ago`, `5 h ago`, `2 d ago`; from 30 days on, and for times ahead, the date. */
export function formatAge(atMs: number, nowMs: number): string {
  const ageMs = nowMs - atMs
  if (ageMs < -SKEW_MS || ageMs >= 30 * DAY_MS) return formatDate(atMs)
  if (ageMs < SECOND_MS) return 'just now'
  if (ageMs < MINUTE_MS) return `${Math.floor(ageMs / SECOND_MS)} s ago`
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ago`
  return `${Math.floor(ageMs / DAY_MS)} d ago`
}

/** `850 ms`, `4 s`, `3 min`, `5 h`, `2 d`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < SECOND_MS) return `${Math.max(0, Math.round(durationMs))} ms`
  if (durationMs < MINUTE_MS) return `${Math.round(durationMs / SECOND_MS)} s`
  if (durationMs < HOUR_MS) return `${Math.round(durationMs / MINUTE_MS)} min`
  return durationMs < DAY_MS ? `${Math.round(durationMs / HOUR_MS)} h` : `${Math.round(durationMs / DAY_MS)} d`
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const
const ISO_DATE = { year: 'numeric', month: '2-digit', day: '2-digit' } as const

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a hundred times what using it does, and lists use the same few. `timeZone`: the browser's where left out. */
function format(
  atMs: number,
  options: Intl.DateTimeFormatOptions,
  timeZone: string | undefined,
  locale = 'en-GB',
): string {
  const key = JSON.stringify([locale, options, timeZone])
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, ...(timeZone ? { timeZone } : {}) })
  formats.set(key, known)
  return known.format(atMs)
}

/** `21 Nov 2026`. */
export function formatDate(atMs: number, timeZone?: string): string {
  return format(atMs, DATE, timeZone)
}

/** `20:04:31`. */
export function formatClock(atMs: number, timeZone?: string): string {
  return format(atMs, CLOCK, timeZone)
}

/** `21 Nov 2026, 20:04:31 CET`: unmistakable, for titles and details. */
export function formatMoment(atMs: number, timeZone?: string): string {
  return format(atMs, { ...DATE, ...CLOCK, timeZoneName: 'short' }, timeZone)
}

/** `2026-11-21`: what events are grouped by. */
export function dayOf(atMs: number, timeZone?: string): string {
  return format(atMs, ISO_DATE, timeZone, 'sv-SE')
}

/** `Today, Saturday 21 November`; the year is named only where it is not the present one. */
export function formatDay(atMs: number, nowMs: number, timeZone?: string): string {
  const day = dayOf(atMs, timeZone)
  const today = dayOf(nowMs, timeZone)
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  const long = format(atMs, { weekday: 'long', day: 'numeric', month: 'long', ...year }, timeZone)
  if (day === today) return `Today, ${long}`
  return day === dayOf(nowMs - DAY_MS, timeZone) ? `Yesterday, ${long}` : long
}
