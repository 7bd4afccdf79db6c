import type { Bindings } from '../config.ts'
import type { Condition } from '../domain/health.ts'
import { listConditions, writeConditions } from '../readmodel/conditions.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { listDoubtful } from '../readmodel/connections-doubtful.ts'
import { announceConnection } from './announce.ts'
import { JUDGED_FROM_RECORDS, readConditions } from './read-conditions.ts'

/** Each takes a few queries, of which a run of the Worker has a limited number. */
const CONNECTIONS_A_RUN = 50
const RUN_MS = 5 * 60_000
const REJECTED_WITHIN_MS = 25 * 3_600_000

/**
 * For the cron: stores what is judged from our own records alone, with the moment it began, and tells open dashboards.
 * Looks only where signatures were refused, or where something of that kind is stored already.
 */
export async function assessSignatures(env: Bindings, nowMs: number): Promise<void> {
  const turn = { turn: Math.floor(nowMs / RUN_MS), limit: CONNECTIONS_A_RUN }
  for (const connection of await listDoubtful(env.DB, JUDGED_FROM_RECORDS, nowMs - REJECTED_WITHIN_MS, turn)) {
    await assess(env, connection, nowMs)
  }
}

async function assess(env: Bindings, connection: StoredConnection, nowMs: number): Promise<void> {
  const present = await readConditions(env.DB, connection, nowMs)
  const stored = await listConditions(env.DB, connection.tenant)
  let isChanged = false
  for (const code of JUDGED_FROM_RECORDS) {
    const [now, before] = [present, stored].map((conditions) => conditions.find((one) => one.code === code))
    if (isSame(now, before)) continue
    const findings = now ? { [code]: now.detail } : {}
    isChanged = (await writeConditions(env.DB, connection, [code], findings, now?.sinceMs ?? nowMs)) || isChanged
  }
  if (isChanged) await announceConnection(env, connection.tenant)
}

function isSame(now: Condition | undefined, before: Condition | undefined): boolean {
  return JSON.stringify(now?.detail) === JSON.stringify(before?.detail)
}
