import { makeId } from '../../auth/tokens.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { JobRecord } from '../../domain/job.ts'
import type { Payer } from '../../domain/payer.ts'
import { endJob, forgetOldJobs, readJob, writeJob } from '../jobs.ts'
import { readMeta, writeMeta } from '../meta.ts'
import { listObjects } from '../objects.ts'
import { derivedFrom } from '../rules.ts'
import { type Cause, UPGRADE } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import { followSighting, settlePayer } from './follow.ts'
import { placePayer } from './place-payer.ts'
import { type Recompute, readRecompute, writeRecompute } from './recompute-state.ts'
import { listCustomerIds, listUnlinked } from './rows.ts'
import { personOf, takeSubscription } from './take-sighting.ts'
import { readTally } from './tallies.ts'

const CUSTOMERS_PER_STEP = 250
const OBJECTS_PER_STEP = 250
const CAUSE: Cause = { kind: 'rules' }

/**
 * Begins to derive everybody anew, from the first customer on, where the rules are others than those that customers were
 * derived by. One that is under way begins anew. Null where there is nothing to do.
 */
export function noticeRules(bench: Bench): JobRecord | null {
  const { sql } = bench.ws
  const inForce = derivedFrom(bench.rules)
  const before = readMeta(sql, 'rules_in_force')
  if (before === inForce) return null
  writeMeta(sql, 'rules_in_force', inForce)
  if (before !== null || listCustomerIds(sql, '', 1).length > 0) return startRecompute(bench, 'customers')
  return listObjects(sql, { objectType: '', objectId: '' }, 1).length > 0 ? startRecompute(bench, 'objects') : null
}

function startRecompute({ ws, nowMs }: Bench, phase: Recompute['phase']): JobRecord {
  const { sql } = ws
  const running = readRecompute(sql)
  const id = running?.jobId ?? makeId('job')
  const total = readTally(sql, 'customers')
  const record: JobRecord = {
    ...{ id, kind: 'recompute', status: 'running', createdAtMs: nowMs, updatedAtMs: nowMs, finishedAtMs: null },
    ...{ resource: null, done: { customers: 0 }, total: { customers: total }, held: null, skipped: [] },
    ...{ requests: 0, pages: 0, found: 0, error: null },
  }
  const createdAtMs = running ? (readJob(sql, id)?.record.createdAtMs ?? nowMs) : nowMs
  writeJob(sql, { ...NO_PAGES, record: { ...record, createdAtMs } })
  // What was held before there were customers is gone through once; by which rules does not matter to that.
  const first = running?.phase === 'objects' ? running : { phase, after: '' }
  writeRecompute(sql, { jobId: id, phase: first.phase, after: first.after, pending: running?.pending ?? [] })
  forgetOldJobs(sql)
  return record
}

/** It reads nothing of Stripe, and no link ends it. */
const NO_PAGES = {
  ...{ epoch: Number.MAX_SAFE_INTEGER, driver: 0, months: 0, startedAt: 0, lanes: [], pages: {}, splits: {} },
  ...{ sweep: null, since: null, missed: { count: 0, newestAt: 0 } },
}

/** One bounded step; safe to repeat. What it changed is written down with its place. */
export function recomputeStep(bench: Bench): void {
  const recompute = readRecompute(bench.ws.sql)
  if (recompute) {
    if (recompute.phase === 'objects') objectsStep(bench, recompute)
    else if (recompute.phase === 'customers') customersStep(bench, recompute)
    else unlinkedStep(bench, recompute)
  }
}

/** Each object is looked at as if Stripe had just told it. */
function objectsStep(bench: Bench, recompute: Recompute): void {
  const { ws } = bench
  const [objectType = '', objectId = ''] = recompute.after.split(' ')
  const held = listObjects(ws.sql, { objectType, objectId }, OBJECTS_PER_STEP)
  for (const { objectType: type, objectId: id, winner } of held) {
    const look = { ...winner, objectType: type, objectId: id, incomplete: false, refersTo: [] }
    followSighting(bench, look, { before: null, winner }, { kind: 'snapshot', source: UPGRADE })
    ws.keep()
  }
  const last = held.at(-1)
  const after = last ? `${last.objectType} ${last.objectId}` : ''
  writeRecompute(ws.sql, { ...recompute, pending: [], ...(last ? { after } : { phase: 'customers', after: '' }) })
}

function customersStep(bench: Bench, recompute: Recompute): void {
  const { ws } = bench
  const ids = listCustomerIds(ws.sql, recompute.after, CUSTOMERS_PER_STEP)
  const pending = ids.filter((id) => recomputeCustomer(bench, id))
  ws.keep()
  const last = ids.at(-1)
  const isThrough = !last || ids.length < CUSTOMERS_PER_STEP
  writeRecompute(ws.sql, { ...recompute, pending, ...(isThrough ? { phase: 'unlinked', after: '' } : { after: last }) })
  countDone(bench, recompute.jobId, ids.length)
}

/** True where something of it changed. */
function recomputeCustomer(bench: Bench, id: string): boolean {
  const record = bench.ws.customer(id)
  return record !== null && record.mergedInto === null && deriveAnew(bench, record, CAUSE).changed
}

/** Reads anew what is held of the customer's Stripe objects, since the rules say what is read, and derives it. */
export function deriveAnew(
  bench: Bench,
  record: CustomerRecord,
  cause: Cause,
): { customerId: string | null; changed: boolean } {
  let current = record
  for (const payer of Object.values(record.payers)) {
    const placed = placePayer(bench, readAnew(bench, payer), cause, current)
    if (!placed.record) return { customerId: null, changed: true }
    if (placed.record.id !== record.id)
      return { customerId: settlePayer(bench, placed, payer.id, cause).customerId, changed: true }
    current = placed.record
  }
  const covered = cause.kind === 'rules'
  return { customerId: record.id, changed: rederive(bench, current, cause, { covered, isChanged: false }).changed }
}

function readAnew({ ws }: Bench, payer: Payer): Payer {
  const person = ws.object('customer', payer.id)?.winner
  const known = person ? { ...payer, person: personOf(payer.person, person) } : payer
  return Object.keys(payer.subscriptions).reduce((read, id) => {
    const held = ws.object('subscription', id)
    return held ? takeSubscription(ws, read, id, held.winner) : read
  }, known)
}

/** Where the rules now say whose it is, a Stripe customer that waited goes there. */
function unlinkedStep(bench: Bench, recompute: Recompute): void {
  const { ws } = bench
  const ids = listUnlinked(ws.sql, recompute.after, CUSTOMERS_PER_STEP)
  for (const id of ids) {
    const link = ws.link(id)
    if (!link?.waiting || link.state === 'ignored') continue
    const placed = placePayer(bench, readAnew(bench, link.waiting.payer), CAUSE)
    if (placed.record) settlePayer(bench, placed, id, CAUSE)
  }
  ws.keep()
  const last = ids.length < CUSTOMERS_PER_STEP ? undefined : ids.at(-1)
  if (last) {
    writeRecompute(ws.sql, { ...recompute, after: last, pending: [] })
    return
  }
  const work = readJob(ws.sql, recompute.jobId)
  if (work) endJob(ws.sql, work, 'done', null, bench.nowMs)
  writeRecompute(ws.sql, null)
}

function countDone({ ws, nowMs }: Bench, jobId: string, count: number): void {
  const work = readJob(ws.sql, jobId)
  if (!work) return
  const done = { customers: (work.record.done.customers ?? 0) + count }
  writeJob(ws.sql, { ...work, record: { ...work.record, done, updatedAtMs: nowMs } })
}
