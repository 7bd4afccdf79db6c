import type { Tenant } from '../domain/ids.ts'
import type { ObjectRef } from '../domain/stripe-object.ts'
import { type EventProjection, upsertEvents } from '../readmodel/write-events.ts'
import { upsertJobs } from '../readmodel/write-jobs.ts'
import { isProjected, type ObjectProjection, upsertObjects } from '../readmodel/write-objects.ts'
import { upsertPriceUses } from '../readmodel/write-price-uses.ts'
import { readFacts } from '../stripe/normalise/facts.ts'
import { objectTypeOf } from '../stripe/sighting.ts'
import {
  type AutomationFlush,
  type AutomationRows,
  automationStatements,
  collectAutomations,
  commitAutomations,
} from './automations/projection.ts'
import {
  type CustomerFlush,
  type CustomerRows,
  collectCustomers,
  commitCustomers,
  customerStatements,
  dirtyObjects,
  isEmpty,
} from './customers/projection.ts'
import { dropSnapshotPayloads, type InboxRow, listInbox, listReprojected } from './inbox.ts'
import { dirtyJobs, type JobRow, markProjected } from './jobs.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import { type HeldObject, readObject } from './objects.ts'
import { dirtyUses, markUsesProjected, type PriceUseRow } from './price-uses.ts'

/** Rows of one D1 batch; D1 is one thread for all tenants, so it gets few and full transactions. */
export const EVENTS_PER_BATCH = 250
/** Rows that go to D1. Each stands for itself, so they may go apart and in any order. */
export interface Rows extends CustomerRows, AutomationRows {
  events: EventProjection[]
  objects: HeldObject[]
  jobs: JobRow[]
  priceUses: PriceUseRow[]
}

/** What leaves the object: read before the first await, so that it is one consistent picture. */
export interface Flush extends Omit<Rows, keyof CustomerRows | keyof AutomationRows> {
  automations: AutomationFlush
  customers: CustomerFlush
  projectedSeq: number
  reprojected: { seq: number; rev: number }[]
  /** Inbox rows of snapshots among these, whose payload is not wanted any more. */
  snapshotSeqs: number[]
}

const JOBS_PER_BATCH = 20
const USES_PER_BATCH = 500

/** Null when nothing waits to leave. `limit`: how many inputs. */
export function collectFlush(sql: SqlStorage, limit = EVENTS_PER_BATCH): Flush | null {
  const projectedSeq = readMetaNumber(sql, 'projected_seq')
  const fresh = listInbox(sql, projectedSeq, readMetaNumber(sql, 'drained_seq'), limit)
  const again = fresh.length < limit ? listReprojected(sql, limit - fresh.length) : []
  const jobs = dirtyJobs(sql, JOBS_PER_BATCH)
  const priceUses = dirtyUses(sql, USES_PER_BATCH)
  const rows = [...fresh, ...again]
  const customers = collectCustomers(sql, rows, limit)
  const automations = collectAutomations(sql, limit)
  const isQuiet = rows.length + jobs.length + priceUses.length + automations.touchedSeq === 0
  if (isQuiet && isEmpty(customers)) return null
  return {
    events: [...new Map(rows.filter((row) => row.kind === 'event').map((row) => [row.seq, eventOf(row)])).values()],
    objects: [...touchedBy(rows), ...dirtyObjects(customers)]
      .map(({ objectType, objectId }) => readObject(sql, objectType, objectId))
      .filter((object) => object !== null),
    projectedSeq: fresh.at(-1)?.seq ?? projectedSeq,
    reprojected: again.map(({ seq, rev }) => ({ seq, rev })),
    jobs,
    priceUses,
    customers,
    automations,
    snapshotSeqs: rows.filter(({ kind }) => kind === 'snapshot').map(({ seq }) => seq),
  }
}

/** The objects that these inputs may have changed, each once. */
function touchedBy(rows: InboxRow[]): ObjectRef[] {
  const touched = rows
    .filter(({ outcome }) => outcome !== 'pending' && outcome !== 'parked')
    .flatMap(refsOf)
    .filter(isProjected)
  return [...new Map(touched.map((ref) => [`${ref.objectType} ${ref.objectId}`, ref])).values()]
}

function refsOf({ kind, type, objectId, payload }: InboxRow): ObjectRef[] {
  if (kind === 'snapshot') return payload ? (JSON.parse(payload) as ObjectRef[]) : []
  const objectType = objectTypeOf(type)
  return objectType && objectId ? [{ objectType, objectId }] : []
}

export function rowsOf({ events, objects, jobs, priceUses, customers: flush, automations }: Flush): Rows {
  const { customers, unmatched, pages, movements, tallies, rules } = flush
  const { runs, deliveries, documents } = automations
  return {
    ...{ events, objects, jobs, priceUses, customers, unmatched, pages, movements, tallies, rules },
    ...{ runs, deliveries, documents },
  }
}

/** The rows as one D1 transaction; repeating it changes nothing. */
export async function project(db: D1Database, tenant: Tenant, rows: Rows): Promise<void> {
  const statements = [
    ...upsertEvents(db, tenant, rows.events),
    ...upsertObjects(db, tenant, rows.objects.map(projectionOf)),
    ...upsertJobs(db, tenant, rows.jobs),
    ...upsertPriceUses(db, tenant, rows.priceUses),
    ...customerStatements(db, tenant, rows),
    ...automationStatements(db, tenant, rows),
  ]
  if (statements.length > 0) await db.batch(statements)
}

/** Moves the cursor; a row that changed while D1 was written stays on the list. */
export function commitFlush(sql: SqlStorage, flush: Flush): void {
  dropSnapshotPayloads(sql, flush.snapshotSeqs)
  markProjected(sql, flush.jobs)
  markUsesProjected(sql, flush.priceUses)
  commitCustomers(sql, flush.customers)
  commitAutomations(sql, flush.automations)
  if (flush.projectedSeq > readMetaNumber(sql, 'projected_seq')) writeMeta(sql, 'projected_seq', flush.projectedSeq)
  for (const { seq, rev } of flush.reprojected) {
    sql.exec(
      'DELETE FROM reprojections WHERE seq = ?1 AND NOT EXISTS (SELECT 1 FROM inbox WHERE seq = ?1 AND rev <> ?2)',
      seq,
      rev,
    )
  }
}

function eventOf(row: InboxRow): EventProjection {
  return { ...row, id: row.key, stripeObjectId: row.objectId }
}

export function projectionOf({ objectId, objectType, rev, winner }: HeldObject): ObjectProjection {
  return {
    id: objectId,
    version: winner.at,
    eventId: winner.kind === 'snapshot' ? null : winner.key,
    deleted: winner.gone,
    rev,
    facts: readFacts(objectType, winner.object),
  }
}
