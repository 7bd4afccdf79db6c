import { customerNotes, nameOfCustomer, trialNotes } from '../../domain/customer-notes.ts'
import type { Decision, ObjectSighting } from '../../domain/decide.ts'
import type { Change } from '../../domain/event.ts'
import type { Sighting } from '../../domain/ordering.ts'
import type { Payer } from '../../domain/payer.ts'
import type { ObjectType } from '../../domain/stripe-object.ts'
import { idOf } from '../../stripe/normalise/read.ts'
import { type Cause, UPGRADE } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import { type Placed, payerOf } from './links.ts'
import { placePayer } from './place-payer.ts'
import { releaseEvents } from './release.ts'
import { payerIdOf, takeSighting, takeSubscription } from './take-sighting.ts'

/** What an input meant for customers, besides what it meant for Stripe's object. */
export interface Followed {
  customerId: string | null
  /** Null: as was decided about the object. */
  outcome: Extract<Decision['outcome'], 'ignored'> | 'unmatched' | null
  notes: string[]
  changes: Change[]
}

const NOTHING: Followed = { customerId: null, outcome: null, notes: [], changes: [] }

/** From a look at a Stripe object to the customer it belongs to, and to others whose reading waited for it. */
export function followSighting(
  bench: Bench,
  sighting: ObjectSighting,
  held: { before: Sighting | null; winner: Sighting },
  cause: Cause,
): Followed {
  const { ws } = bench
  const { objectType, objectId } = sighting
  if (objectType === 'price' || objectType === 'coupon') return followTerms(bench, objectType, objectId, cause)
  const payerId = payerIdOf(ws, objectType, objectId, held.winner.object)
  if (payerId === null) {
    const charge = objectType === 'dispute' ? idOf(held.winner.object.charge) : null
    if (charge) ws.waitFor({ objectType: 'charge', objectId: charge }, `dispute ${objectId}`)
    return NOTHING
  }
  const payer = takeSighting(ws, takeDisputes(bench, payerOf(bench, payerId), sighting), sighting, held)
  const followed = settlePayer(bench, placePayer(bench, payer, cause), payerId, cause)
  const customer = followed.customerId === null ? null : (ws.customer(followed.customerId)?.state ?? null)
  const isReminder = cause.kind === 'event' && cause.type === 'customer.subscription.trial_will_end'
  return isReminder && customer
    ? { ...followed, notes: [...followed.notes, ...trialNotes(customer, objectId, bench.nowMs)] }
    : followed
}

/** Disputes that came before their charge. */
function takeDisputes({ ws }: Bench, payer: Payer, sighting: ObjectSighting): Payer {
  if (sighting.objectType !== 'charge') return payer
  return ws.takeWaits({ objectType: 'charge', objectId: sighting.objectId }).reduce((taken, what) => {
    const id = what.slice('dispute '.length)
    const dispute = ws.object('dispute', id)
    if (!dispute) return taken
    const look: ObjectSighting = {
      ...dispute.winner,
      objectType: 'dispute',
      objectId: id,
      incomplete: false,
      refersTo: [],
    }
    return takeSighting(ws, taken, look, { before: null, winner: dispute.winner })
  }, payer)
}

/** The customer that a Stripe customer was found to be, derived anew. */
export function settlePayer(bench: Bench, placed: Placed, payerId: string, cause: Cause): Followed {
  const { record, note, released, isNew } = placed
  const notes = note === '' ? [] : [note]
  if (!record)
    return { ...NOTHING, outcome: bench.ws.link(payerId)?.state === 'waiting' ? 'unmatched' : 'ignored', notes }
  const withReleased = released.length > 0 ? releaseEvents(bench, record, released) : record
  const { customer, changes } = rederive(bench, withReleased, cause, { covered: isCovered(cause), isChanged: true })
  const belongs = isNew ? [] : [`Belongs to ${nameOfCustomer(customer)}.`]
  return {
    customerId: record.id,
    outcome: null,
    notes: [...notes, ...belongs, ...customerNotes(customer, changes)],
    changes,
  }
}

/** The customer of an event, or of a page of snapshots, is found again from the inbox row. */
function isCovered(cause: Cause): boolean {
  return cause.kind === 'event' || (cause.kind === 'snapshot' && cause.source !== UPGRADE)
}

/** Tiers or a coupon's terms have come: subscriptions that lacked them are read anew. */
function followTerms(bench: Bench, objectType: ObjectType, objectId: string, cause: Cause): Followed {
  const { ws } = bench
  const all: Change[] = []
  for (const subscriptionId of ws.takeWaits({ objectType, objectId })) {
    const held = ws.object('subscription', subscriptionId)
    const payerId = held && idOf(held.winner.object.customer)
    const customerId = payerId ? (ws.link(payerId)?.customerId ?? null) : null
    const record = customerId ? ws.customer(customerId) : null
    if (!held || !payerId || !record) continue
    const payer = takeSubscription(ws, payerOf(bench, payerId), subscriptionId, held.winner)
    const next = { ...record, payers: { ...record.payers, [payerId]: payer } }
    all.push(...rederive(bench, next, cause, { covered: false, isChanged: true }).changes)
  }
  return { ...NOTHING, changes: all }
}
