import type { Tenant } from '../domain/ids.ts'
import { isRefusal } from '../readmodel/failures.ts'
import { clearSome, READ_MODEL_TABLES } from '../readmodel/reset.ts'
import { upsertCustomers } from '../readmodel/write-customers.ts'
import { upsertObjects } from '../readmodel/write-objects.ts'
import { touchAll } from './automations/touched.ts'
import { markDirty } from './customers/dirty.ts'
import { projectionOfCustomer } from './customers/projected-rows.ts'
import { forgetProjected } from './customers/projection.ts'
import { listCustomerIds } from './customers/rows.ts'
import { deleteMeta, readMeta, writeMeta } from './meta.ts'
import { listObjects, type ObjectKey } from './objects.ts'
import { projectionOf } from './projection.ts'

const OBJECTS_PER_STEP = 100

type Rebuild =
  | { step: 'clear'; table: number }
  | { step: 'objects'; after: ObjectKey }
  | { step: 'customers'; after: string }

/**
 * The tenant's rows in D1 are to be written anew from what the object holds: after either of the two was restored to
 * another time, revisions and arrival numbers no longer mean the same on both sides.
 */
export function startRebuild(sql: SqlStorage): void {
  save(sql, { step: 'clear', table: 0 })
}

export function isRebuilding(sql: SqlStorage): boolean {
  return readMeta(sql, 'rebuild') !== null
}

/** Meanwhile nothing is projected: new rows would meet old ones that are not removed yet. */
export function isClearing(sql: SqlStorage): boolean {
  return readMeta(sql, 'rebuild')?.includes('"clear"') ?? false
}

/** One bounded step, safe to repeat: clear table by table, then objects by key; events follow by the cursor. */
export async function rebuildStep(sql: SqlStorage, db: D1Database, tenant: Tenant): Promise<void> {
  const rebuild = JSON.parse(readMeta(sql, 'rebuild') ?? 'null') as Rebuild | null
  if (rebuild?.step === 'clear') await clearStep(sql, db, tenant, rebuild.table)
  if (rebuild?.step === 'objects') await objectsStep(sql, db, tenant, rebuild.after)
  if (rebuild?.step === 'customers') await customersStep(sql, db, tenant, rebuild.after)
}

async function clearStep(sql: SqlStorage, db: D1Database, tenant: Tenant, table: number): Promise<void> {
  const begun = readMeta(sql, 'rebuild')
  if (!(await clearSome(db, tenant, table)) || readMeta(sql, 'rebuild') !== begun) return
  if (table + 1 < READ_MODEL_TABLES.length) {
    save(sql, { step: 'clear', table: table + 1 })
    return
  }
  writeMeta(sql, 'projected_seq', 0)
  sql.exec('UPDATE jobs SET projected_rev = 0')
  sql.exec('UPDATE price_uses SET projected_rev = 0')
  forgetProjected(sql)
  touchAll(sql)
  save(sql, { step: 'objects', after: { objectType: '', objectId: '' } })
}

async function objectsStep(sql: SqlStorage, db: D1Database, tenant: Tenant, after: ObjectKey): Promise<void> {
  const begun = readMeta(sql, 'rebuild')
  const objects = listObjects(sql, after, OBJECTS_PER_STEP)
  const last = objects.at(-1)
  if (!last) {
    save(sql, { step: 'customers', after: '' })
    return
  }
  const statements = upsertObjects(db, tenant, objects.map(projectionOf))
  await writeOrMark(sql, db, statements, {
    kind: 'object',
    ids: objects.map(({ objectType, objectId }) => `${objectType} ${objectId}`),
  })
  // A rebuild that began meanwhile has its own place.
  if (readMeta(sql, 'rebuild') === begun)
    save(sql, { step: 'objects', after: { objectType: last.objectType, objectId: last.objectId } })
}

async function customersStep(sql: SqlStorage, db: D1Database, tenant: Tenant, after: string): Promise<void> {
  const begun = readMeta(sql, 'rebuild')
  const ids = listCustomerIds(sql, after, OBJECTS_PER_STEP)
  const last = ids.at(-1)
  if (!last) {
    deleteMeta(sql, 'rebuild')
    return
  }
  const statements = upsertCustomers(
    db,
    tenant,
    ids.flatMap((id) => projectionOfCustomer(sql, id) ?? []),
  )
  await writeOrMark(sql, db, statements, { kind: 'customer', ids })
  if (readMeta(sql, 'rebuild') === begun) save(sql, { step: 'customers', after: last })
}

/** Where D1 refuses something among them, they go the way of what changes, on which what is refused is found. */
async function writeOrMark(
  sql: SqlStorage,
  db: D1Database,
  statements: D1PreparedStatement[],
  { kind, ids }: { kind: string; ids: string[] },
): Promise<void> {
  try {
    if (statements.length > 0) await db.batch(statements)
  } catch (error) {
    if (!isRefusal(error)) throw error
    markDirty(
      sql,
      ids.map((id) => ({ kind, id })),
    )
  }
}

function save(sql: SqlStorage, rebuild: Rebuild): void {
  writeMeta(sql, 'rebuild', JSON.stringify(rebuild))
}
