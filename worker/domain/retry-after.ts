/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, 10.2.3): whole seconds or an HTTP date, which is held
 * against `nowMs`. Null where it is absent, no such value, or in the past.
 */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  const value = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value)
  // Date.parse takes far more than HTTP dates: every one of those names its zone.
  const atMs = /^[A-Za-z]{3,9},? .*(GMT|UTC)$/.test(value) ? Date.parse(value) : Number.NaN
  return atMs > nowMs ? Math.ceil((atMs - nowMs) / 1000) : null
}
