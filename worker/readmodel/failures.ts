/** D1 and Durable Object failures that pass by themselves; both say so only in words (D1's page on debugging). */
const TRANSIENT =
  /network connection lost|storage caused object to be reset|reset because its code was updated|starting up D1|cannot resolve D1|overloaded|exceeded timeout|client disconnected|Durable Object reset/i

export function isTransient(error: unknown): boolean {
  return error instanceof Error && TRANSIENT.test(error.message)
}

/** What D1 says of a row that it will never take, whoever asks and whenever. Anything else is about the database. */
const REFUSAL = /too big|too large|malformed JSON|constraint failed|datatype mismatch|D1_TYPE_ERROR/i

export function isRefusal(error: unknown): boolean {
  return error instanceof Error && REFUSAL.test(error.message)
}
