import type { ObjectSighting } from '../../domain/decide.ts'
import { failureKey } from '../../domain/failing.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Sighting } from '../../domain/ordering.ts'
import {
  type Payer,
  type Person,
  withChargeInvoice,
  withChargeState,
  withFailedCharge,
  withMoney,
  withPayment,
  withRefund,
  withSubscription,
} from '../../domain/payer.ts'
import { withActive, withFailure, withInvoice, withLastPayment, withPaid } from '../../domain/proof.ts'
import type { ObjectType } from '../../domain/stripe-object.ts'
import { lackingOf, readBilling } from '../../stripe/normalise/billing.ts'
import {
  type Contribution,
  contributionOfCharge,
  contributionOfInvoice,
  readInvoiceEvidence,
  readPerson,
} from '../../stripe/normalise/evidence.ts'
import { subscriptionOfInvoice } from '../../stripe/normalise/invoice.ts'
import { idOf, integer } from '../../stripe/normalise/read.ts'
import type { Cause } from './cause.ts'
import { takeDispute } from './take-dispute.ts'
import type { Workspace } from './workspace.ts'

/** The Stripe customer that an object belongs to; null where it belongs to none, or that is not known yet. */
export function payerIdOf(ws: Workspace, objectType: ObjectType, objectId: string, object: JsonObject): string | null {
  if (objectType !== 'dispute') return payerIdIn(objectType, objectId, object)
  const chargeId = idOf(object.charge)
  const charge = chargeId ? ws.object('charge', chargeId) : null
  return charge ? idOf(charge.winner.object.customer) : null
}

/** The same for objects that say it themselves. */
export function payerIdIn(objectType: ObjectType, objectId: string, object: JsonObject): string | null {
  if (objectType === 'customer') return objectId
  const names = objectType === 'subscription' || objectType === 'invoice' || objectType === 'charge'
  return names ? idOf(object.customer) : null
}

/**
 * What a look at an object tells of its Stripe customer. The present state of the object counts (`winner`), and of every
 * look, however late it came, what happened for the first time.
 */
export function takeSighting(
  ws: Workspace,
  payer: Payer,
  sighting: ObjectSighting,
  held: { before: Sighting | null; winner: Sighting },
  cause: Cause,
): Payer {
  const { objectType, objectId } = sighting
  const noted = noteFirsts(payer, sighting, cause)
  switch (objectType) {
    case 'customer':
      return { ...noted, person: personOf(noted.person, held.winner, sighting.object) }
    case 'subscription':
      return takeSubscription(ws, noted, objectId, held.winner)
    case 'invoice':
      return takeInvoice(noted, held)
    case 'charge':
      return takeCharge(noted, objectId, held)
    case 'dispute':
      return takeDispute(ws, noted, sighting, held.winner)
    default:
      return noted
  }
}

/** An answer of the API about a deleted one is its bare id: what was known of it stays (https://docs.stripe.com/api/customers/retrieve). */
export function personOf(known: Person | null, { object, gone, at }: Sighting, look: JsonObject = object): Person {
  if (!gone || object.created !== undefined) return readPerson(object, gone ? at : null)
  // The bare id may have come first: then what comes late is all that tells who it was.
  return { ...(known && known.created !== null ? known : readPerson(look, null)), goneAt: at }
}

/** Reads the subscription anew, with what is held of its prices and coupons; what is lacking brings it back here. */
export function takeSubscription(ws: Workspace, payer: Payer, id: string, winner: Sighting): Payer {
  const former = payer.subscriptions[id]?.billing
  // Stripe has it no more, and answered no more than that: it counts as it was seen last.
  if (former && winner.gone && winner.object.customer === undefined) return payer
  const discounts = former ? [...former.discounts, ...former.items.flatMap((item) => item.discounts)] : []
  const billing = readBilling(winner.object, {
    price: (priceId) => ws.object('price', priceId)?.winner.object ?? null,
    coupon: (couponId) => ws.object('coupon', couponId)?.winner.object ?? null,
    discount: (discountId) => discounts.find((discount) => discount.id === discountId) ?? null,
  })
  for (const ref of lackingOf(billing)) ws.waitFor(ref, id)
  return withSubscription(payer, { billing: winner.gone ? { ...billing, status: 'canceled' } : billing, at: winner.at })
}

function takeInvoice(payer: Payer, { before, winner }: { before: Sighting | null; winner: Sighting }): Payer {
  const [was, is] = [before, winner].map((sighting) => contributionOf(contributionOfInvoice, payer, sighting))
  const counted = takeContribution(payer, was ?? null, is ?? null)
  const read = winner.gone ? null : readInvoiceEvidence(winner.object, winner.at)
  const proved = read ? withInvoice(counted, read.subscription, read.evidence) : counted
  const of = subscriptionOfInvoice(winner.object)
  if (!of) return proved
  const without = was ? withPaid(proved, of, was.currency, -was.money.invoices) : proved
  const paid = is ? withPaid(without, of, is.currency, is.money.invoices) : without
  return is?.payment ? withLastPayment(paid, of, is.payment) : paid
}

function takeCharge(
  payer: Payer,
  id: string,
  { before, winner }: { before: Sighting | null; winner: Sighting },
): Payer {
  const is = contributionOf(contributionOfCharge, payer, winner)
  const counted = takeContribution(payer, contributionOf(contributionOfCharge, payer, before), is)
  return withChargeState(counted, id, is?.isRefunded === true)
}

/** What it brought this Stripe customer: one that had been another's, or nobody's, brought it nothing. */
function contributionOf(
  read: (object: JsonObject, at: number) => Contribution | null,
  payer: Payer,
  sighting: Sighting | null,
): Contribution | null {
  const isOurs = sighting && !sighting.gone && idOf(sighting.object.customer) === payer.id
  return isOurs ? read(sighting.object, sighting.at) : null
}

function takeContribution(payer: Payer, before: Contribution | null, after: Contribution | null): Payer {
  const without = before ? withMoney(payer, before.currency, negated(before)) : payer
  if (!after) return without
  const counted = withMoney(without, after.currency, after.money)
  const paid = after.payment ? withPayment(counted, after.payment) : counted
  return after.failed ? withFailedCharge(paid, after.failed) : paid
}

function negated({ money }: Contribution): Contribution['money'] {
  return { charges: -money.charges, invoices: -money.invoices, refunded: -money.refunded }
}

/** A payment that has to be confirmed is one that failed until it is (https://docs.stripe.com/billing/subscriptions/overview). */
const FAILURES = ['invoice.payment_failed', 'invoice.payment_action_required']

/** First failures, refunds and the like: the earliest look at them counts, also one that came late. */
function noteFirsts(payer: Payer, { objectType, objectId, object, at, kind }: ObjectSighting, cause: Cause): Payer {
  // An answer of the API does not say when something came true.
  const isTold = kind !== 'snapshot'
  if (objectType === 'invoice') {
    const of = subscriptionOfInvoice(object)
    const isFailure = cause.kind === 'event' && FAILURES.includes(cause.type)
    return of && isFailure ? withFailure(payer, of, objectId, at, isTold) : payer
  }
  if (objectType === 'subscription') {
    const { status } = object
    if (status === 'active' || status === 'trialing') return withActive(payer, objectId, at)
    if (status !== 'past_due' && status !== 'unpaid') return payer
    return withFailure(payer, objectId, failureKey(readBilling(object, NOTHING_KNOWN)), at, isTold)
  }
  return objectType === 'charge' ? noteCharge(payer, objectId, object, at, isTold) : payer
}

function noteCharge(payer: Payer, id: string, object: JsonObject, at: number, isTold: boolean): Payer {
  const chargedAt = integer(object.created) ?? at
  const invoice = idOf(object.invoice)
  const named = invoice ? withChargeInvoice(payer, id, { invoice, chargedAt }) : payer
  if (!contributionOfCharge(object, at)?.isRefunded) return named
  return withRefund(named, id, { at: isTold ? at : chargedAt, isExact: isTold, chargedAt })
}

const NOTHING_KNOWN = { price: () => null, coupon: () => null, discount: () => null }
