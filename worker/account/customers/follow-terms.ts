import type { Change } from '../../domain/event.ts'
import type { ObjectRef, ObjectType } from '../../domain/stripe-object.ts'
import { idOf } from '../../stripe/normalise/read.ts'
import { schedule } from '../schedule.ts'
import type { Cause } from './cause.ts'
import { type Bench, rederive } from './derive.ts'
import { payerOf } from './links.ts'
import { type Followed, NOTHING } from './settle-payer.ts'
import { takeSubscription } from './take-sighting.ts'

/** Everybody may have the same price, and a turn has other work. */
const SUBSCRIPTIONS_PER_TURN = 200

/** What is left of this is due at once: `terms:price price_1 sub_200`, the subscription being the last that was read. */
export const TERMS = 'terms:'

/**
 * Tiers or a coupon's terms have come: subscriptions that lacked them are read anew, those behind `after`. Where they are
 * more than a turn should read, the next turns read on.
 */
export function followTerms(bench: Bench, ref: ObjectRef, cause: Cause, after = ''): Followed {
  const { ws, nowMs } = bench
  const waiting = ws.takeWaits(ref, { after, limit: SUBSCRIPTIONS_PER_TURN })
  const changes = waiting.flatMap((subscriptionId) => readTerms(bench, subscriptionId, cause))
  if (waiting.length === SUBSCRIPTIONS_PER_TURN)
    schedule(ws.sql, `${TERMS}${ref.objectType} ${ref.objectId} ${waiting.at(-1)}`, 0, nowMs)
  return { ...NOTHING, changes }
}

/** Goes on where a former turn stopped. */
export function followTermsOn(bench: Bench, key: string): void {
  const [, objectType, objectId = '', after] = /^terms:(\S+) (.*) (\S+)$/.exec(key) ?? []
  followTerms(bench, { objectType: objectType as ObjectType, objectId }, { kind: 'snapshot', source: 'refetch' }, after)
}

function readTerms(bench: Bench, subscriptionId: string, cause: Cause): Change[] {
  const { ws } = bench
  const held = ws.object('subscription', subscriptionId)
  const payerId = held && idOf(held.winner.object.customer)
  const link = payerId ? ws.link(payerId) : null
  if (!held || !link) return []
  const payer = takeSubscription(ws, payerOf(bench, link.stripeCustomerId), subscriptionId, held.winner)
  if (link.waiting) ws.putLink({ ...link, waiting: { ...link.waiting, payer } })
  const record = link.customerId === null ? null : ws.customer(link.customerId)
  if (!record) return []
  const next = { ...record, payers: { ...record.payers, [payer.id]: payer } }
  return rederive(bench, next, cause, { covered: false, isChanged: true }).changes
}
