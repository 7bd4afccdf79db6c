import { makeId } from '../../auth/tokens.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { JobRecord } from '../../domain/job.ts'
import type { Payer } from '../../domain/payer.ts'
import { workOff } from '../automations/start.ts'
import { endJob, forgetOldJobs, readJob, writeJob } from '../jobs.ts'
import { deleteMeta, readMeta, writeMeta } from '../meta.ts'
import { listObjects } from '../objects.ts'
import { derivedFrom } from '../rules.ts'
import { type Cause, UPGRADE } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import { followSighting } from './follow.ts'
import { placePayer } from './place-payer.ts'
import { type Recompute, readRecompute, writeRecompute } from './recompute-state.ts'
import { listCustomerIds, listUnlinked } from './rows.ts'
import { placeNaming, settlePayer } from './settle-payer.ts'
import type { Steps } from './steps.ts'
import { personOf, takeSubscription } from './take-sighting.ts'
import { readTally } from './tallies.ts'

const CUSTOMERS_PER_STEP = 250
const OBJECTS_PER_STEP = 1_000
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
  if (readMeta(sql, 'upgrade') !== null) {
    deleteMeta(sql, 'upgrade')
    return startRecompute(bench, 'objects')
  }
  return before !== null || readTally(sql, 'customers') > 0 ? startRecompute(bench, 'customers') : null
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
  writeRecompute(sql, { jobId: id, phase: first.phase, after: first.after, pending: running?.pending ?? [], failed: 0 })
  forgetOldJobs(sql)
  return record
}

/** It reads nothing of Stripe, and no link ends it. */
const NO_PAGES = {
  ...{ epoch: Number.MAX_SAFE_INTEGER, driver: 0, months: 0, startedAt: 0, lanes: [], pages: {}, splits: {} },
  ...{ sweep: null, since: null, missed: { count: 0, newestAt: 0 } },
}

/** One bounded step; safe to repeat. What it changed is written down with its place. */
export function recomputeStep(steps: Steps): void {
  const recompute = readRecompute(steps.ws.sql)
  if (recompute) STEPS[recompute.phase](steps, recompute)
}

const STEPS = { objects: objectsStep, customers: customersStep, unlinked: unlinkedStep }

/** Each object is looked at as if Stripe had just told it. */
function objectsStep(steps: Steps, recompute: Recompute): void {
  const { sql } = steps.ws
  const at = recompute.after.indexOf(' ')
  const after = { objectType: recompute.after.slice(0, Math.max(at, 0)), objectId: recompute.after.slice(at + 1) }
  const held = listObjects(sql, after, OBJECTS_PER_STEP)
  const failed = held.filter(({ objectType, objectId, winner }) => {
    const look = { ...winner, objectType, objectId, incomplete: false, refersTo: [] }
    return !steps.attempt(`${objectType} ${objectId}`, () => {
      followSighting(steps, look, { before: null, winner }, { kind: 'snapshot', source: UPGRADE })
    })
  })
  const last = held.at(-1)
  const next = last ? { after: `${last.objectType} ${last.objectId}` } : { phase: 'customers' as const, after: '' }
  writeRecompute(sql, { ...recompute, ...next, pending: [], failed: recompute.failed + failed.length })
}

function customersStep(steps: Steps, recompute: Recompute): void {
  const { sql } = steps.ws
  const ids = listCustomerIds(sql, recompute.after, CUSTOMERS_PER_STEP)
  const pending: string[] = []
  let failed = recompute.failed
  for (const id of ids) {
    const isThrough = steps.attempt(id, () => {
      if (recomputeCustomer(steps, id)) pending.push(id)
      workOff(steps)
    })
    if (!isThrough) failed += 1
  }
  const last = ids.length < CUSTOMERS_PER_STEP ? undefined : ids.at(-1)
  const next = last ? { after: last } : { phase: 'unlinked' as const, after: '' }
  writeRecompute(sql, { ...recompute, ...next, pending, failed })
  countDone(steps, recompute.jobId, ids.length)
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
    if (placed.record.id !== record.id) {
      const { customerId } = settlePayer(bench, placed, payer.id, cause)
      // It lives on with the others of its Stripe customers, which may go elsewhere too.
      const rest = bench.ws.customer(record.id)
      const isOver = rest === null || rest.mergedInto !== null
      return { customerId: isOver ? customerId : deriveAnew(bench, rest, cause).customerId, changed: true }
    }
    current = placed.record
  }
  const covered = cause.kind === 'rules'
  const { changed } = rederive(bench, current, cause, { covered, isChanged: false })
  placeNaming(bench, record.id, [record.userId, current.userId])
  return { customerId: record.id, changed }
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
function unlinkedStep(steps: Steps, recompute: Recompute): void {
  const { sql } = steps.ws
  const ids = listUnlinked(sql, recompute.after, CUSTOMERS_PER_STEP)
  for (const id of ids) steps.attempt(id, () => placeAnew(steps, id))
  const last = ids.length < CUSTOMERS_PER_STEP ? undefined : ids.at(-1)
  if (last) {
    writeRecompute(sql, { ...recompute, after: last, pending: [] })
    return
  }
  const work = readJob(sql, recompute.jobId)
  const error = recompute.failed > 0 ? `${recompute.failed} could not be derived: the log names them.` : null
  if (work) endJob(sql, work, 'done', error, steps.nowMs)
  writeRecompute(sql, null)
}

function placeAnew(bench: Bench, stripeCustomerId: string): void {
  const link = bench.ws.link(stripeCustomerId)
  if (!link?.waiting || link.state === 'ignored') return
  const placed = placePayer(bench, readAnew(bench, link.waiting.payer), CAUSE)
  if (placed.record) settlePayer(bench, placed, stripeCustomerId, CAUSE)
}

function countDone({ ws, nowMs }: Bench, jobId: string, count: number): void {
  const work = readJob(ws.sql, jobId)
  if (!work) return
  const done = { customers: (work.record.done.customers ?? 0) + count }
  writeJob(ws.sql, { ...work, record: { ...work.record, done, updatedAtMs: nowMs } })
}
