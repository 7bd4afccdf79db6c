import { deletionNote, trialNotes } from '../../domain/customer-notes.ts'
import { isGone } from '../../domain/customer-record.ts'
import type { ObjectSighting } from '../../domain/decide.ts'
import { normalEmail } from '../../domain/identity.ts'
import type { Sighting } from '../../domain/ordering.ts'
import { idOf } from '../../stripe/normalise/read.ts'
import { hearWaiting } from '../automations/hear-event.ts'
import { type Cause, UPGRADE } from './cause.ts'
import type { Bench } from './derive.ts'
import { followTerms } from './follow-terms.ts'
import { payerOf } from './links.ts'
import { placePayer } from './place-payer.ts'
import { placeWaiting } from './place-waiting.ts'
import { type Followed, NOTHING, settlePayer } from './settle-payer.ts'
import { takeWaitingDispute, waitOfDispute } from './take-dispute.ts'
import { payerIdIn, payerIdOf, takeSighting } from './take-sighting.ts'

/** From a look at a Stripe object to the customer it belongs to, and to others whose reading waited for it. */
export function followSighting(
  bench: Bench,
  sighting: ObjectSighting,
  held: { before: Sighting | null; winner: Sighting },
  cause: Cause,
): Followed {
  const { ws } = bench
  const { objectType, objectId } = sighting
  if (objectType === 'price' || objectType === 'coupon') return followTerms(bench, { objectType, objectId }, cause)
  const known = held.before?.object ?? {}
  // What is gone may be no more than an id: it belongs to whom it belonged to.
  const payerId = payerIdOf(ws, objectType, objectId, held.winner.object) ?? payerIdOf(ws, objectType, objectId, known)
  if (payerId === null) {
    const charge = objectType === 'dispute' ? idOf(held.winner.object.charge) : null
    if (charge) ws.waitFor({ objectType: 'charge', objectId: charge }, waitOfDispute(sighting))
    return NOTHING
  }
  const former = payerOf(bench, payerId)
  const waited = disputesOf(bench, sighting)
  const disputed = waited.reduce((taken, what) => takeWaitingDispute(ws, taken, what), former)
  const payer = takeSighting(ws, disputed, sighting, held, cause)
  const covered = isCovered(cause, sighting, payerId)
  const followed = settlePayer(bench, placePayer(bench, payer, cause), payerId, cause, covered)
  if (followed.customerId !== null) hearWaiting(bench, waited, followed.customerId)
  // The address of one that was deleted is free for those that wait with it.
  const email = normalEmail(payer.person?.email ?? null)
  if (email !== null && isGone(payer) && !isGone(former)) placeWaiting(bench, email)
  const customer = followed.customerId === null ? null : (ws.customer(followed.customerId)?.state ?? null)
  if (cause.kind === 'event' && sighting.gone && objectType === 'customer' && customer)
    return { ...followed, notes: [deletionNote(payer), ...followed.notes] }
  const isReminder = cause.kind === 'event' && cause.type === 'customer.subscription.trial_will_end'
  return isReminder && customer
    ? { ...followed, notes: [...followed.notes, ...trialNotes(customer, objectId, bench.nowMs)] }
    : followed
}

/** A charge has one dispute, or a few. */
const DISPUTES = { after: '', limit: 100 }

/** Disputes that came before their charge, and events of them. */
function disputesOf({ ws }: Bench, { objectType, objectId }: ObjectSighting): string[] {
  return objectType === 'charge' ? ws.takeWaits({ objectType, objectId }, DISPUTES) : []
}

/** Its customer is found again from the row of an event; from that of a snapshot, where the object names it. */
function isCovered(cause: Cause, { objectType, objectId, object }: ObjectSighting, payerId: string): boolean {
  if (cause.kind === 'event') return true
  return cause.kind === 'snapshot' && cause.source !== UPGRADE && payerIdIn(objectType, objectId, object) === payerId
}
