import type { Change, EventOutcome } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'

/** What an event was and did. `created` is Stripe's seconds. */
export interface EventStory {
  id: string
  type: string
  created: number
  outcome: EventOutcome
  stale: boolean
  notes: string[]
  changes: Change[]
  /** Ids of runs that it started. */
  runs: string[]
}

interface StoryRow {
  id: string
  type: string
  created: number
  outcome: string
  stale: number
  notes: string
  changes: string
  runs: string
}

export function rowToStory(row: StoryRow): EventStory {
  return {
    id: row.id,
    type: row.type,
    created: row.created,
    outcome: row.outcome as EventOutcome,
    stale: row.stale === 1,
    notes: JSON.parse(row.notes) as string[],
    changes: JSON.parse(row.changes) as Change[],
    runs: JSON.parse(row.runs) as string[],
  }
}

/** By id; an event that retention has removed is left out. */
export async function readEventStories(
  db: D1Database,
  tenant: Tenant,
  ids: readonly string[],
): Promise<Map<string, EventStory>> {
  if (ids.length === 0) return new Map()
  const { results } = await db
    .prepare(
      `SELECT e.id, e.type, e.created, e.outcome, e.stale, e.notes, e.changes, e.runs
       FROM json_each(?3) asked CROSS JOIN events e ON e.account_id = ?1 AND e.mode = ?2 AND e.id = asked.value`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify(ids))
    .all<StoryRow>()
  return new Map(results.map((row) => [row.id, rowToStory(row)]))
}
