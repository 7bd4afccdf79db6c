import { failureKey } from '../../domain/access.ts'
import type { ObjectSighting } from '../../domain/decide.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Sighting } from '../../domain/ordering.ts'
import {
  type Payer,
  type Person,
  withDispute,
  withFailedCharge,
  withFailure,
  withInvoice,
  withMoney,
  withPayment,
  withRefund,
  withSubscription,
} from '../../domain/payer.ts'
import type { ObjectType } from '../../domain/stripe-object.ts'
import { lackingOf, readBilling } from '../../stripe/normalise/billing.ts'
import {
  type Contribution,
  contributionOfCharge,
  contributionOfInvoice,
  isFailedInvoice,
  readDisputeEvidence,
  readInvoiceEvidence,
  readPerson,
} from '../../stripe/normalise/evidence.ts'
import { idOf, integer } from '../../stripe/normalise/read.ts'
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
): Payer {
  const { objectType, objectId } = sighting
  const noted = noteFirsts(payer, sighting)
  switch (objectType) {
    case 'customer':
      return { ...noted, person: personOf(noted.person, held.winner) }
    case 'subscription':
      return takeSubscription(ws, noted, objectId, held.winner)
    case 'invoice':
      return takeInvoice(noted, held)
    case 'charge':
      return takeContribution(
        noted,
        contributionOf(contributionOfCharge, held.before),
        contributionOf(contributionOfCharge, held.winner),
      )
    case 'dispute':
      return withDispute(noted, objectId, readDisputeEvidence(held.winner.object, held.winner.at))
    default:
      return noted
  }
}

/** An answer of the API about a deleted one is its bare id: what was known of it stays (https://docs.stripe.com/api/customers/retrieve). */
export function personOf(known: Person | null, { object, gone, at }: Sighting): Person {
  const isBare = gone && object.email === undefined && object.created === undefined
  return isBare && known ? { ...known, goneAt: at } : readPerson(object, gone ? at : null)
}

/** Reads the subscription anew, with what is held of its prices and coupons; what is lacking brings it back here. */
export function takeSubscription(ws: Workspace, payer: Payer, id: string, winner: Sighting): Payer {
  const former = payer.subscriptions[id]?.billing
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
  const counted = takeContribution(
    payer,
    contributionOf(contributionOfInvoice, before),
    contributionOf(contributionOfInvoice, winner),
  )
  const read = winner.gone ? null : readInvoiceEvidence(winner.object, winner.at)
  return read ? withInvoice(counted, read.subscription, read.evidence) : counted
}

function contributionOf(
  read: (object: JsonObject, at: number) => Contribution | null,
  sighting: Sighting | null,
): Contribution | null {
  return sighting && !sighting.gone ? read(sighting.object, sighting.at) : null
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

/** First failures and refunds: the earliest look at them counts, also one that came late. */
function noteFirsts(payer: Payer, { objectType, objectId, object, at, kind }: ObjectSighting): Payer {
  if (objectType === 'invoice' && isFailedInvoice(object)) {
    const read = readInvoiceEvidence(object, at)
    // An answer of the API does not say when it failed: it was first tried when it was finalised.
    const failedAt = kind === 'snapshot' ? (read?.evidence.finalizedAt ?? at) : at
    return read ? withFailure(payer, read.subscription, objectId, failedAt) : payer
  }
  if (objectType === 'subscription' && (object.status === 'past_due' || object.status === 'unpaid')) {
    return withFailure(payer, objectId, failureKey(readBilling(object, NOTHING_KNOWN)), at)
  }
  if (objectType === 'charge' && contributionOfCharge(object, at)?.isRefunded) {
    // An answer of the API does not say when: the charge's own second stands for it until an event does.
    const isExact = kind !== 'snapshot'
    return withRefund(payer, { charge: objectId, at: isExact ? at : (integer(object.created) ?? at), isExact })
  }
  return payer
}

const NOTHING_KNOWN = { price: () => null, coupon: () => null, discount: () => null }
