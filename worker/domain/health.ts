import type { Mode } from './ids.ts'

/** What can be wrong with a connection, the worst first. */
export const CONDITION_CODES = [
  'key_refused',
  'deauthorized',
  'platform_key_refused',
  'permission_missing',
  'endpoint_missing',
  'endpoint_disabled',
  'signatures_rejected',
  'import_failed',
  'events_stopped',
  'event_types_missing',
  'catch_up_late',
] as const
export type ConditionCode = (typeof CONDITION_CODES)[number]

/** What the sentence about a condition needs; never a secret. */
export type ConditionDetail = Record<string, string | number | boolean | null | readonly string[]>

export interface Condition {
  code: ConditionCode
  /** When it was first seen, in ms. */
  sinceMs: number
  detail: ConditionDetail
}

export type Findings = Partial<Record<ConditionCode, ConditionDetail>>

/** Our endpoint as Stripe shows it; null where Stripe has none. */
export interface SeenEndpoint {
  url: string
  enabled: boolean
  eventTypes: readonly string[]
}

/** What is wrong with our endpoint; an empty answer means that nothing is. */
export function judgeEndpoint(
  seen: SeenEndpoint | null,
  expected: { url: string; eventTypes: readonly string[] },
): Findings {
  if (!seen) return { endpoint_missing: { cause: 'gone' } }
  if (seen.url !== expected.url) return { endpoint_missing: { cause: 'moved' } }
  const missing = missingEventTypes(seen.eventTypes, expected.eventTypes)
  return {
    ...(!seen.enabled && { endpoint_disabled: {} }),
    ...(missing.length > 0 && { event_types_missing: { types: missing } }),
  }
}

/** `*` stands for all types but those that must be named, none of which we want. */
export function missingEventTypes(subscribed: readonly string[], wanted: readonly string[]): string[] {
  return subscribed.includes('*') ? [] : wanted.filter((type) => !subscribed.includes(type))
}

/** Stripe delivers within seconds; an event this old that no webhook brought was not merely late. */
export const MISSED_AFTER_SECONDS = 15 * 60

/**
 * Events that Stripe had and no webhook brought. Those from before the connection never were to come by webhook. Null: it
 * says nothing either way. Times are Stripe's seconds.
 */
export function judgeCatchUp(
  caughtUp: { found: number; newestFoundAt: number | null },
  connectedAt: number,
  now: number,
): 'stopped' | 'fine' | null {
  const { found, newestFoundAt } = caughtUp
  if (found === 0) return 'fine'
  if (newestFoundAt === null || newestFoundAt < connectedAt) return null
  return now - newestFoundAt >= MISSED_AFTER_SECONDS ? 'stopped' : null
}

/** One hour in which signatures did not match; `hourMs` is its start. */
export interface RejectedHour {
  hourMs: number
  count: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Wrong signatures in the last 24 hours and no good event in or after the last such hour. One good event later shows that
 * the secret is right and that the others were not Stripe's – and so does a secret that Stripe itself told since.
 */
export function judgeSignatures(
  hours: readonly RejectedHour[],
  lastGoodAtMs: number | null,
  nowMs: number,
): { sinceMs: number; count: number } | null {
  const recent = hours.filter(({ hourMs, count }) => count > 0 && hourMs > nowMs - DAY_MS - HOUR_MS)
  const lastHourMs = Math.max(...recent.map(({ hourMs }) => hourMs))
  if (recent.length === 0 || (lastGoodAtMs !== null && lastGoodAtMs >= lastHourMs)) return null
  const after = recent.filter(({ hourMs }) => lastGoodAtMs === null || hourMs + HOUR_MS > lastGoodAtMs)
  return {
    sinceMs: Math.min(...after.map(({ hourMs }) => hourMs)),
    count: after.reduce((total, { count }) => total + count, 0),
  }
}

/** Catch-up runs every hour; after three it has stopped. */
const CATCH_UP_LATE_MS = 3 * HOUR_MS

/** `sinceMs` is when it became late; null where it is not. */
export function judgeLastCatchUp(lastCatchUpMs: number | null, connectedAtMs: number, nowMs: number): number | null {
  const dueMs = Math.max(lastCatchUpMs ?? 0, connectedAtMs) + CATCH_UP_LATE_MS
  return nowMs > dueMs ? dueMs : null
}

export function worstFirst(conditions: readonly Condition[]): Condition[] {
  const rank = (code: ConditionCode): number => CONDITION_CODES.indexOf(code)
  return [...conditions].sort((a, b) => rank(a.code) - rank(b.code))
}

/** Stripe's dashboard, in the mode that is meant. */
export function stripeDashboard(mode: Mode, page: 'apikeys' | 'webhooks'): string {
  return `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}${page}`
}
