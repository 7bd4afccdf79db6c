/** Stripe's seconds as ISO-8601 in UTC, whole seconds. */
export function isoSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

export function isoOrNull(seconds: number | null): string | null {
  return seconds === null ? null : isoSeconds(seconds)
}
