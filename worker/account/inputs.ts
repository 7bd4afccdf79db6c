import { insertInput, lastSeq, readInboxByKey } from './inbox.ts'
import type { ReplayAnswer, ReplayRequest, Snapshot } from './rpc.ts'

/** Each answer of the API is an input of its own: asked twice in a second, the later one counts. */
export function insertSnapshots(sql: SqlStorage, snapshots: Snapshot[], nowMs: number): void {
  for (const snapshot of snapshots) {
    insertInput(
      sql,
      {
        key: inputKey(sql, 'snapshot'),
        kind: 'snapshot',
        type: snapshot.objectType,
        created: snapshot.asOf,
        objectId: snapshot.objectId,
        payload: JSON.stringify(snapshot),
        source: snapshot.source,
      },
      nowMs,
    )
  }
}

/** A replay is a command and waits its turn; what has no payload any more cannot be decided again. */
export function insertReplays(sql: SqlStorage, { ids, force }: ReplayRequest, nowMs: number): ReplayAnswer {
  const answer: ReplayAnswer = { replayed: [], missing: [] }
  for (const id of new Set(ids)) {
    const row = readInboxByKey(sql, id)
    const known = row?.kind === 'event' && row.payload !== null
    answer[known ? 'replayed' : 'missing'].push(id)
    if (!known) continue
    const payload = JSON.stringify({ event: id, force })
    const created = Math.floor(nowMs / 1000)
    const key = inputKey(sql, 'replay')
    insertInput(
      sql,
      { key, kind: 'command', type: 'replay', created, objectId: null, payload, source: 'replay' },
      nowMs,
    )
  }
  return answer
}

/** Sorts as text in arrival order; the colon keeps it apart from every id of Stripe's. */
function inputKey(sql: SqlStorage, kind: string): string {
  return `${kind}:${String(lastSeq(sql) + 1).padStart(16, '0')}`
}
