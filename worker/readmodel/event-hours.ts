import type { Tenant } from '../domain/ids.ts'

/** How many events came in an hour, and how many of them could not be used; `hourMs` is its start. */
export interface EventHour {
  hourMs: number
  received: number
  parked: number
  unmatched: number
}

/** From tallies, for hours that follow each other. */
export async function readEventHours(db: D1Database, tenant: Tenant, hours: readonly number[]): Promise<EventHour[]> {
  const [first = 0, last = 0] = [hours[0], hours.at(-1)]
  // Names of hours sort as the hours do.
  const spans = ['events', 'parked', 'unmatched'].map((what) => [tallyName(what, first), tallyName(what, last)])
  const { results } = await db
    .prepare(
      `SELECT t.name, t.n FROM json_each(?3) span
       CROSS JOIN tallies t ON t.account_id = ?1 AND t.mode = ?2
         AND t.name >= span.value ->> 0 AND t.name <= span.value ->> 1`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify(spans))
    .all<{ name: string; n: number }>()
  const counts = new Map(results.map(({ name, n }) => [name, n]))
  const count = (what: string, hourMs: number): number => counts.get(tallyName(what, hourMs)) ?? 0
  return hours.map((hourMs) => ({
    hourMs,
    received: count('events', hourMs),
    parked: count('parked', hourMs),
    unmatched: count('unmatched', hourMs),
  }))
}

/** `events:2026112207`. */
function tallyName(what: string, hourMs: number): string {
  return `${what}:${new Date(hourMs).toISOString().slice(0, 13).replaceAll(/[-T]/g, '')}`
}
