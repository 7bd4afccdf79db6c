import type { Tenant } from '../domain/ids.ts'
import { resetRevisions } from '../readmodel/reset.ts'
import { upsertObjects } from '../readmodel/write-objects.ts'
import { deleteMeta, readMeta, writeMeta } from './meta.ts'
import { listObjects } from './objects.ts'
import { projectionOf } from './projection.ts'

const OBJECTS_PER_STEP = 100

/** The read model of this tenant is to be written again from what the object holds: after a restore, or a lost D1. */
export function startRebuild(sql: SqlStorage): void {
  writeMeta(sql, 'rebuild', JSON.stringify({ step: 'reset' }))
}

export function isRebuilding(sql: SqlStorage): boolean {
  return readMeta(sql, 'rebuild') !== null
}

/** One bounded step, safe to repeat: first every row in D1 counts as old, then objects by id; events follow by the cursor. */
export async function rebuildStep(sql: SqlStorage, db: D1Database, tenant: Tenant): Promise<void> {
  const rebuild = JSON.parse(readMeta(sql, 'rebuild') ?? 'null') as
    | { step: 'reset' }
    | { step: 'objects'; after: string }
    | null
  if (!rebuild) return
  if (rebuild.step === 'reset') {
    await db.batch(resetRevisions(db, tenant))
    writeMeta(sql, 'projected_seq', 0)
    writeMeta(sql, 'rebuild', JSON.stringify({ step: 'objects', after: '' }))
    return
  }
  const objects = listObjects(sql, rebuild.after, OBJECTS_PER_STEP)
  const last = objects.at(-1)
  if (!last) return deleteMeta(sql, 'rebuild')
  await db.batch(upsertObjects(db, tenant, objects.map(projectionOf)))
  writeMeta(sql, 'rebuild', JSON.stringify({ step: 'objects', after: last.objectId }))
}
