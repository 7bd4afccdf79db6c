import { makeId } from '../../auth/tokens.ts'
import type { FieldValue, OwnField } from '../../domain/customer.ts'
import { type CustomerRecord, erased, impersonalEntry, newRecord, payersOf } from '../../domain/customer-record.ts'
import { handWords } from '../../domain/hand-words.ts'
import { newPayer } from '../../domain/payer.ts'
import { isoOfMs } from '../../domain/times.ts'
import { forgetDeliveries } from '../automations/forget-deliveries.ts'
import { tellDeleted } from '../automations/tell-endpoints.ts'
import type { CustomerAnswer, CustomerPatch, CustomerRefusal, NewCustomer } from '../customer-rpc.ts'
import type { Cause } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import { forgetPerson } from './forget-person.ts'
import { linkAndRelease, payerOf, withPayer } from './links.ts'
import { living } from './living.ts'
import { withOwnId } from './own-id.ts'
import { placeWaiting } from './place-waiting.ts'
import { deriveAnew } from './recompute.ts'
import { releaseEvents } from './release.ts'
import { placeNaming } from './settle-payer.ts'
import { takeOver } from './take-over.ts'

/** Commands run between turns, each whole: what they write commits together, and the answer is what was written. */
export function createCustomer(bench: Bench, input: NewCustomer, by: string): CustomerAnswer {
  const { ws, nowMs } = bench
  const taken = takenBy(bench, null, input)
  if (taken) return { ok: false, ...taken }
  const created = newRecord({
    id: makeId('cust'),
    number: ws.nextNumber('customer_number'),
    nowMs,
    createdBy: { kind: 'api', ref: by, rule: 'api' },
  })
  const record: CustomerRecord = {
    ...created,
    kind: input.kind,
    own: { ...(input.email !== null && { email: input.email }), ...(input.name !== null && { name: input.name }) },
    userId: input.user_id,
    userIdBy: input.user_id === null ? null : 'person',
    tags: sortedUnique(input.tags),
    fields: ownFields({}, input.fields, by, nowMs),
  }
  const cause: Cause = { kind: 'person', by, note: 'Created through the API or the dashboard.' }
  return finish(bench, input.external_id === null ? record : pinned(bench, record, input.external_id), cause)
}

export function updateCustomer(bench: Bench, id: string, patch: CustomerPatch, by: string): CustomerAnswer {
  const record = living(bench, id)
  if (!record) return NOT_FOUND
  if (record.erased) return { ok: false, reason: 'erased' }
  const taken = takenBy(bench, id, patch)
  if (taken) return { ok: false, ...taken }
  const { nowMs } = bench
  const changed: CustomerRecord = {
    ...record,
    kind: patch.kind ?? record.kind,
    own: {
      ...record.own,
      ...(patch.email !== undefined && { email: patch.email }),
      ...(patch.name !== undefined && { name: patch.name }),
    },
    ...(patch.user_id !== undefined && { userId: patch.user_id, userIdBy: 'person' as const }),
    tags: patch.tags ? sortedUnique(patch.tags) : record.tags,
    fields: ownFields(record.fields, patch.fields ?? {}, by, nowMs),
    overrides: overridesWith(record, patch, by, nowMs),
  }
  const linked = patch.external_id === undefined ? changed : pinned(bench, changed, patch.external_id)
  return finish(bench, withOwnId(bench, linked), {
    kind: 'person',
    by,
    words: handWords(record, { ...changed, pinned: linked.pinned }),
    note: `Changed by hand: ${Object.keys(patch).sort().join(', ')}.`,
  })
}

export function eraseCustomer(bench: Bench, id: string, by: string): CustomerAnswer {
  const record = living(bench, id)
  if (!record) return NOT_FOUND
  const { ws } = bench
  forgetPerson(ws, record)
  forgetDeliveries(ws, record.id, bench.nowMs)
  if (record.state && !record.erased) tellDeleted(bench, record.state)
  const cause: Cause = { kind: 'person', by, note: 'Personal data was erased.' }
  const { customer } = rederive(bench, erased(record), cause, { covered: false, isChanged: true })
  const told = ws.customer(record.id) ?? record
  ws.putCustomer({ ...told, timeline: told.timeline.map(impersonalEntry) }, false)
  placeNaming(bench, record.id, [record.userId, null])
  ws.keep()
  return { ok: true, customer }
}

export function mergeCustomer(bench: Bench, id: string, into: string, by: string): CustomerAnswer {
  const { ws } = bench
  const from = living(bench, id)
  const target = living(bench, into)
  if (!from || !target) return NOT_FOUND
  if (from.id === target.id || from.erased || target.erased) return { ok: false, reason: 'not_mergeable' }
  const cause: Cause = { kind: 'person', by, note: `Customer ${from.id} was merged into this one.` }
  // A person said so, and no later event takes it apart again.
  const merged: CustomerRecord = {
    ...takeOver(bench, target, from, cause),
    leader: payersOf(target)[0]?.id ?? null,
    pinned: [...new Set([...target.pinned, ...from.pinned, ...Object.keys(from.payers)])],
  }
  const answer = finish(bench, withOwnId(bench, merged), cause)
  if (from.userId !== merged.userId) placeNaming(bench, target.id, [from.userId, null])
  ws.keep()
  return answer
}

export function recomputeCustomer(bench: Bench, id: string): CustomerAnswer {
  const record = living(bench, id)
  if (!record) return NOT_FOUND
  const { customerId } = deriveAnew(bench, record, {
    kind: 'person',
    by: 'recompute',
    note: 'Derived anew on request.',
  })
  bench.ws.keep()
  const state = customerId === null ? null : (bench.ws.customer(customerId)?.state ?? null)
  return state ? { ok: true, customer: state } : NOT_FOUND
}

const NOT_FOUND: { ok: false } & CustomerRefusal = { ok: false, reason: 'not_found' }

function finish(bench: Bench, record: CustomerRecord, cause: Cause): CustomerAnswer {
  const { ws } = bench
  const before = ws.customer(record.id)?.userId ?? null
  const customer = rederive(bench, record, cause, { covered: false, isChanged: true }).customer
  placeNaming(bench, record.id, [before, record.userId])
  if (customer.user_id !== null || customer.email !== null) placeWaiting(bench)
  ws.keep()
  return { ok: true, customer: living(bench, record.id)?.state ?? customer }
}

/** Links the Stripe customer by hand; what waited for it, or what an event made for it, is taken over. */
export function pinned(bench: Bench, record: CustomerRecord, stripeCustomerId: string): CustomerRecord {
  const leader = payersOf(record)[0]?.id ?? stripeCustomerId
  if (record.payers[stripeCustomerId] && record.pinned.includes(stripeCustomerId)) return record
  const payer = payerOf(bench, stripeCustomerId)
  const linked = {
    ...withPayer(record, payer ?? newPayer(stripeCustomerId)),
    pinned: [...new Set([...record.pinned, stripeCustomerId])],
    leader,
  }
  const released = linkAndRelease(bench, stripeCustomerId, record.id)
  return releaseEvents(bench, withOwnId(bench, linked), released)
}

/** Who else has the Stripe customer or the own id that is asked for. */
function takenBy(
  { ws }: Bench,
  id: string | null,
  wanted: { external_id?: string | null; user_id?: string | null },
): Extract<CustomerRefusal, { reason: 'taken' }> | null {
  const owner = wanted.external_id ? (ws.link(wanted.external_id)?.customerId ?? null) : null
  if (owner !== null && owner !== id) return { reason: 'taken', field: 'external_id', customer: owner }
  const user = wanted.user_id ? ws.customersBy('user', wanted.user_id).find((other) => other !== id) : undefined
  return user ? { reason: 'taken', field: 'user_id', customer: user } : null
}

function ownFields(
  held: Record<string, OwnField>,
  given: Record<string, FieldValue>,
  by: string,
  nowMs: number,
): Record<string, OwnField> {
  const setAt = isoOfMs(nowMs)
  const fields = { ...held }
  for (const [key, value] of Object.entries(given)) {
    if (value === null) delete fields[key]
    else if (fields[key]?.value !== value) fields[key] = { value, set_by: by, set_at: setAt }
  }
  return fields
}

function overridesWith(
  record: CustomerRecord,
  patch: CustomerPatch,
  by: string,
  nowMs: number,
): CustomerRecord['overrides'] {
  const setAt = isoOfMs(nowMs)
  const overrides = { ...record.overrides }
  for (const [field, given] of Object.entries(patch.overrides ?? {}) as [keyof typeof overrides, OverrideGiven][]) {
    if (given === null) delete overrides[field]
    else overrides[field] = { ...given, set_by: by, set_at: setAt }
  }
  return overrides
}

type OverrideGiven = (NonNullable<CustomerPatch['overrides']>['access'] & {}) | null

function sortedUnique(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
